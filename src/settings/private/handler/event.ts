/** What CloudFormation asks for, as far as handlers read it; the CDK's provider framework passes it on, and answers the ResponseURL. */
export interface SettingEvent<Properties> {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** Absent at the creation. */
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Properties;
  /** Present at an update. */
  readonly OldResourceProperties?: Properties;
}

/** What becomes of a setting when its resource is deleted. */
export type OnDelete = 'KEEP' | 'RESET';
