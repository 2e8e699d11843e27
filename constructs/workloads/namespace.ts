/** Where the platform's applications, their Secrets and ConfigMaps live. */
export const applicationNamespace = 'nxloy';
