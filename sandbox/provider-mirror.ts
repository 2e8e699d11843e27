/** Where Terraform gets its plugins from on this machine. */
export interface ProviderMirror {
  /** To be added to Terraform's environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Folder of the mirror that was found. @default - none: Terraform's own sources apply */
  readonly path?: string;
  /** Which of these plugins (`hashicorp/aws` …) Terraform can get: from the mirror, or from the registry when that answers. */
  available(sources: readonly string[]): Promise<string[]>;
}

export interface ProviderMirrorOptions {
  /** Folder for the CLI configuration file, when one has to be written. */
  readonly workDirectory: string;
  /** @default - the process's own */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}
