/** What the verbs ask of an AWS account; they change nothing through it but lock and digest of a state, and the record of a release. */
export interface AwsAccount {
  /** Id of the account that the credentials open. */
  callerAccount(): Promise<string>;
  /** ARN of whoever the credentials are of: a user, or a session of a role. */
  callerArn(): Promise<string>;
  bucketExists(bucket: string): Promise<boolean>;
  /** Content of an object; undefined when there is none. */
  readObject(bucket: string, key: string): Promise<string | undefined>;
  deleteObject(bucket: string, key: string): Promise<void>;
  /** Lock information of one state in Terraform's lock table; undefined when it is free. */
  readLock(table: string, lockId: string): Promise<string | undefined>;
  /** Forgets an item of that table: a lock, or the digest of a state. */
  deleteLock(table: string, lockId: string): Promise<void>;
  /** Whether a secret holds a value; undefined when there is no such secret. */
  secretHasValue(name: string): Promise<boolean | undefined>;
  /** Value of a parameter; undefined when there is no such parameter. */
  readParameter(name: string): Promise<string | undefined>;
  /** Gives a parameter another value; earlier ones are kept as versions. */
  writeParameter(name: string, value: string): Promise<void>;
  /** Whether the platform's registry has an image, by digest or tag. */
  imageExists(repository: string, reference: string): Promise<boolean>;
  /** Id of a public hosted zone; undefined when there is no such zone. */
  zoneId(zone: string): Promise<string | undefined>;
  /** Name servers of a hosted zone; undefined when there is no such zone. */
  zoneNameServers(zone: string): Promise<string[] | undefined>;
  /** ARNs of everything that carries all of these tags, in one region. */
  taggedResources(region: string, tags: Readonly<Record<string, string>>): Promise<string[]>;
}
