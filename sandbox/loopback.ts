/**
 * Makes sure that what weakens a stack (dummy credentials, lifted protection) can only ever meet the simulator.
 *
 * @throws Error unless `endpoint` is an http URL on 127.0.0.1, ::1 or localhost.
 */
export function assertLoopback(endpoint: string): void {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const loopback = url !== undefined && /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(url.hostname);
  // What a parser would normalise, the next one may understand differently.
  const plain = url?.origin === endpoint.replace(/\/$/, '');
  if (!loopback || !plain || url.protocol !== 'http:')
    throw new Error(
      `the sandbox refuses the endpoint "${endpoint}": it only works against a simulator on this machine, such as "http://127.0.0.1:5000"`,
    );
}
