/** Why an import failed: there is no such thing, this type can never be imported, or it may go well next time. */
export type ImportFailure = 'absent' | 'impossible' | 'unclear';

/**
 * Terraform's own words, those of the provider's importers, and error codes of AWS. Anything else, such as throttling,
 * missing permissions or a broken network, says nothing about the thing itself.
 */
const absent =
  /Cannot import non-existent remote object|couldn't find resource|no association found|api error [\w.]*(NotFound|NoSuch)/i;

/** What Terraform's reason for not importing means. */
export function importFailure(reason: string): ImportFailure {
  if (absent.test(reason)) return 'absent';
  return /doesn't support import/.test(reason) ? 'impossible' : 'unclear';
}
