/** The end of the host names that Amazon S3 has: for objects, for websites, for faster or other ways there, and with the region or without it. */
const ENDPOINT = String.raw`s3(?:-website|-accelerate|-fips)?(?:[.-]dualstack)?(?:[.-](?:\$\{[^}]*\}|[\w-]+))?\.(?:amazonaws\.com(?:\.cn)?|\$\{AWS::URLSuffix\})`;

/** Where the name of a bucket stands in addresses: before the endpoint, behind it, or as tools of Amazon S3 write it. */
const ADDRESSES = [new RegExp(`^(?:https?://)?([^/]+)\\.${ENDPOINT}(?:[/:?]|$)`), new RegExp(`^https?://${ENDPOINT}/([^/?]+)`), /^s3:\/\/([^/]+)/];

/** The name of the bucket whose address or host name a text is; undefined where it is none. */
export function bucketAt(text: string): string | undefined {
  return ADDRESSES.map((address) => address.exec(text)?.[1]).find((name) => name !== undefined);
}
