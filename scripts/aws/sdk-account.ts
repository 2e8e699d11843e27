import { platform } from '../../environments/platform';
import { dummyCredentials } from '../../sandbox/derive';
import type { Sandbox } from '../sandbox-mode';
import type { AwsAccount } from './aws-account';

// The pinned release runs on every Node that this project supports; that later ones will not is no news for people.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const missing = [
  'ImageNotFoundException',
  'NoSuchBucket',
  'NoSuchHostedZone',
  'NoSuchKey',
  'NotFound',
  'ParameterNotFound',
  'RepositoryNotFoundException',
  'ResourceNotFoundException',
];

const isMissing = (error: unknown): boolean => error instanceof Error && missing.includes(error.name);

/** `undefined` where AWS says that there is no such thing. */
const orUndefined = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/** The real account, or the simulator. A client's library is loaded when it is first needed: each takes a while. */
export class SdkAccount implements AwsAccount {
  private readonly settings;

  constructor(region: string, sandbox?: Sandbox) {
    this.settings = {
      region,
      ...(sandbox && {
        endpoint: sandbox.endpoint,
        credentials: { accessKeyId: dummyCredentials.access_key, secretAccessKey: dummyCredentials.secret_key },
      }),
    };
  }

  async callerAccount(): Promise<string> {
    return (await this.caller()).Account ?? '';
  }

  async callerArn(): Promise<string> {
    return (await this.caller()).Arn ?? '';
  }

  async bucketExists(bucket: string): Promise<boolean> {
    const { HeadBucketCommand } = await import('@aws-sdk/client-s3');
    const client = await this.s3();
    return (await orUndefined(client.send(new HeadBucketCommand({ Bucket: bucket })))) !== undefined;
  }

  async readObject(bucket: string, key: string): Promise<string | undefined> {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const client = await this.s3();
    const answer = await orUndefined(client.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
    return answer?.Body?.transformToString();
  }

  async deleteObject(bucket: string, key: string): Promise<void> {
    const { DeleteObjectCommand } = await import('@aws-sdk/client-s3');
    await (await this.s3()).send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  }

  async readLock(table: string, lockId: string): Promise<string | undefined> {
    const { DynamoDBClient, GetItemCommand } = await import('@aws-sdk/client-dynamodb');
    const command = new GetItemCommand({ TableName: table, Key: { LockID: { S: lockId } }, ConsistentRead: true });
    return (await orUndefined(new DynamoDBClient(this.settings).send(command)))?.Item?.Info?.S;
  }

  async deleteLock(table: string, lockId: string): Promise<void> {
    const { DynamoDBClient, DeleteItemCommand } = await import('@aws-sdk/client-dynamodb');
    await new DynamoDBClient(this.settings).send(
      new DeleteItemCommand({ TableName: table, Key: { LockID: { S: lockId } } }),
    );
  }

  async secretHasValue(name: string): Promise<boolean | undefined> {
    const { SecretsManagerClient, DescribeSecretCommand } = await import('@aws-sdk/client-secrets-manager');
    const answer = await orUndefined(
      new SecretsManagerClient(this.settings).send(new DescribeSecretCommand({ SecretId: name })),
    );
    return answer && Object.values(answer.VersionIdsToStages ?? {}).some((stages) => stages.includes('AWSCURRENT'));
  }

  async readParameter(name: string): Promise<string | undefined> {
    const { SSMClient, GetParameterCommand } = await import('@aws-sdk/client-ssm');
    const answer = await orUndefined(new SSMClient(this.settings).send(new GetParameterCommand({ Name: name })));
    return answer?.Parameter?.Value;
  }

  async writeParameter(name: string, value: string): Promise<void> {
    const { SSMClient, PutParameterCommand } = await import('@aws-sdk/client-ssm');
    await new SSMClient(this.settings).send(new PutParameterCommand({ Name: name, Value: value, Overwrite: true }));
  }

  async imageExists(repository: string, reference: string): Promise<boolean> {
    const { ECRClient, DescribeImagesCommand } = await import('@aws-sdk/client-ecr');
    const image = reference.startsWith('sha256:') ? { imageDigest: reference } : { imageTag: reference };
    const answer = await orUndefined(
      new ECRClient({ ...this.settings, region: platform.registryRegion }).send(
        new DescribeImagesCommand({
          registryId: platform.registryAccount.id,
          repositoryName: repository,
          imageIds: [image],
        }),
      ),
    );
    return answer !== undefined;
  }

  async zoneId(zone: string): Promise<string | undefined> {
    const { Route53Client, ListHostedZonesByNameCommand } = await import('@aws-sdk/client-route-53');
    const client = new Route53Client(this.settings);
    const { HostedZones = [] } = await client.send(new ListHostedZonesByNameCommand({ DNSName: zone }));
    const own = HostedZones.find(({ Name, Config }) => Name === `${zone}.` && Config?.PrivateZone !== true);
    return own?.Id?.split('/').at(-1);
  }

  async zoneNameServers(zone: string): Promise<string[] | undefined> {
    const id = await this.zoneId(zone);
    if (id === undefined) return undefined;
    const { Route53Client, GetHostedZoneCommand } = await import('@aws-sdk/client-route-53');
    const { DelegationSet } = await new Route53Client(this.settings).send(new GetHostedZoneCommand({ Id: id }));
    return DelegationSet?.NameServers ?? [];
  }

  async taggedResources(region: string, tags: Readonly<Record<string, string>>): Promise<string[]> {
    const { ResourceGroupsTaggingAPIClient, paginateGetResources } =
      await import('@aws-sdk/client-resource-groups-tagging-api');
    const client = new ResourceGroupsTaggingAPIClient({ ...this.settings, region });
    const arns: string[] = [];
    const TagFilters = Object.entries(tags).map(([Key, value]) => ({ Key, Values: [value] }));
    for await (const page of paginateGetResources({ client }, { TagFilters }))
      arns.push(...(page.ResourceTagMappingList ?? []).flatMap(({ ResourceARN }) => ResourceARN ?? []));
    return arns;
  }

  private async caller(): Promise<import('@aws-sdk/client-sts').GetCallerIdentityCommandOutput> {
    const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
    return new STSClient(this.settings).send(new GetCallerIdentityCommand({}));
  }

  private async s3(): Promise<import('@aws-sdk/client-s3').S3Client> {
    const { S3Client } = await import('@aws-sdk/client-s3');
    return new S3Client({ ...this.settings, followRegionRedirects: true, forcePathStyle: 'endpoint' in this.settings });
  }
}
