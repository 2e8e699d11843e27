import type { Family, PermissionScope } from './scope';

/** S3 buckets of the environment. */
export const storagePermissions = ({ prefix }: PermissionScope): Family => ({
  name: 'storage',
  statements: [
    { sid: 'Buckets', actions: bucketActions, resources: [`arn:aws:s3:::${prefix}-*`] },
    {
      // Buckets of environments without protection are emptied before they go.
      sid: 'EmptyBuckets',
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:AbortMultipartUpload'],
      resources: [`arn:aws:s3:::${prefix}-*/*`],
    },
  ],
});

const bucketActions = [
  's3:CreateBucket',
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:ListBucketMultipartUploads',
  's3:ListBucketVersions',
  's3:PutBucketAcl',
  's3:PutBucketCORS',
  's3:PutBucketLogging',
  's3:PutBucketNotification',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketTagging',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutIntelligentTieringConfiguration',
  's3:PutInventoryConfiguration',
  's3:PutLifecycleConfiguration',
  's3:PutMetricsConfiguration',
  's3:TagResource',
  's3:UntagResource',
];
