/**
 * The region of AWS's global services: certificates and firewalls of CloudFront, and health-check alarms, exist only
 * here. Nothing else may name a region.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
export const globalServicesRegion = 'us-east-1';
