import { isConfiguredElsewhere } from '../../../src/private/user-data/agent-configuration';

const FETCH = 'amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c';
const FETCH_FILE = `${FETCH} file:/opt/cw.json`;
const VISIBLE = `cat > /opt/cw.json <<'EOF'\n{"logs":{}}\nEOF\n${FETCH_FILE}`;

test.each<[string, string, boolean]>([
  ['a parameter', `${FETCH} ssm:AmazonCloudWatch-linux`, true],
  ['a parameter as an argument alone', 'fetch-config\n-c\nssm:AmazonCloudWatch-linux', true],
  ['a parameter by its name in quotes', `${FETCH} ssm:"AmazonCloudWatch-linux"`, true],
  ['a parameter whose text stands in the place of its name', `${FETCH} ssm:\n{"metrics":{}}`, false],
  ['what a variable says', `${FETCH} file:$CONFIG`, true],
  ['what only the deployment knows', `${FETCH} \uE000`, true],
  ['a file that is written here', VISIBLE, false],
  ['a file that is written here, beside another download', `${VISIBLE}\naws s3 cp s3://artifacts/app.zip /opt/app.zip\ncurl https://example.com/app.json`, false],
  ['a file that is downloaded', `aws s3 cp s3://config/cw.json /opt/cw.json\n${FETCH_FILE}`, true],
  ['a file that is downloaded in two lines', `aws s3 cp s3://config/agent \\\n  /opt/cw.json\n${FETCH_FILE}`, true],
  ['a file of which nobody sees where it comes from', `aws s3 sync s3://config /opt\n${FETCH_FILE}`, true],
  ['a file of the image', FETCH_FILE, false],
  ['a file with blanks in its path', 'Read-S3Object -Key c -File "C:\\Program Files\\c.json"\nfetch-config -c file:"C:\\Program Files\\c.json"', true],
  ['what is put into its folder', 'aws s3 cp s3://config/x /opt/aws/amazon-cloudwatch-agent/etc/x', true],
  ['nothing, beside another download on the same line', 'yum install -y amazon-cloudwatch-agent && aws s3 cp s3://artifacts/app.zip /opt', false],
  ['nothing, with a package of its own', 'aws s3 cp s3://packages/amazon-cloudwatch-agent.rpm .\nrpm -U amazon-cloudwatch-agent.rpm', false],
])('%s', (_, commands, expected) => {
  expect(isConfiguredElsewhere(commands)).toBe(expected);
});
