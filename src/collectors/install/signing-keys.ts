/** The key that signs the daemon's packages: "AWS X-Ray <aws-xray@amazon.com>". */
export const DAEMON_KEY = 'EA6D9271FBF36990277F4B877BFE036BFE6157D3';

/** The key that signs the CloudWatch agent's: "Amazon CloudWatch Agent". */
export const AGENT_KEY = '937616F3450B7D806CBD9725D58167303B789C72';
