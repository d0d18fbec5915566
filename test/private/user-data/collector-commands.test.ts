import { collectorIn, type CollectorSign, markedCommands } from '../../../src/private/user-data/collector-commands';

const TO_ENDPOINT = 'exporters:\n  otlphttp:\n    traces_endpoint: https://xray.us-east-1.amazonaws.com/v1/traces';
const TRACES = 'service:\n  pipelines:\n    traces:\n      receivers: [otlp]';
const AGENT = 'yum install -y amazon-cloudwatch-agent\namazon-cloudwatch-agent-ctl -a append-config -m ec2 -s -c file:/tmp/otel.yaml';

test.each<[string, string, CollectorSign]>([
  ['commands of this library', markedCommands('own', 'echo'), 'installed'],
  ['the package of the daemon', 'yum install -y https://s3.us-east-2.amazonaws.com/aws-xray-assets.us-east-2/xray-daemon/aws-xray-daemon-3.x.rpm', 'installed'],
  ['the package of the daemon for another processor', 'dpkg -i aws-xray-daemon-arm64-3.x.deb', 'installed'],
  ['the program of the daemon', 'unzip aws-xray-daemon-linux-3.x.zip', 'installed'],
  ['the image of the daemon', 'docker run -d -p 2000:2000/udp public.ecr.aws/xray/aws-xray-daemon:latest', 'installed'],
  ['the package of the daemon of which only the deployment knows the version', 'rpm -U aws-xray-daemon-\uE000.rpm', 'installed'],
  ['what is only called after the daemon', 'git clone https://github.com/acme/aws-xray-daemon-demo.git', 'none'],
  ['the removal of the daemon', 'systemctl stop xray && sudo yum -y remove \\\n  aws-xray-daemon; rpm -e aws-xray-daemon', 'none'],
  ['the daemon in a comment', 'yum install -y httpd # aws-xray-daemon later', 'none'],
  ['the daemon behind a sign that begins no comment', 'curl https://example.com/#aws-xray-daemon-3.x.rpm', 'installed'],
  ['OpenTelemetry\'s collector that exports to X-Ray', 'rpm -i otelcol-contrib.rpm\nexporters:\n  awsxray:', 'installed'],
  ['the same, to the endpoint', `rpm -i otelcol-contrib.rpm\n${TO_ENDPOINT}`, 'installed'],
  ['the same, to the endpoint of a region that only the deployment knows', `rpm -i otelcol.rpm\n${TO_ENDPOINT.replace('us-east-1', '\uE000')}`, 'installed'],
  ['its image that exports to X-Ray', 'docker run otel/opentelemetry-collector-contrib:0.110.0 --config /etc/o.yaml\nexporters:\n  awsxray:', 'installed'],
  ['OpenTelemetry\'s collector that exports to elsewhere', 'rpm -i otelcol.rpm\nexporters:\n  otlphttp:\n    endpoint: https://otel.example.com', 'none'],
  ['an application that exports to X-Ray itself', 'export OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://xray.us-east-1.amazonaws.com/v1/traces', 'none'],
  ['the agent with a pipeline to X-Ray', `${AGENT}\n${TO_ENDPOINT}\n${TRACES}`, 'installed'],
  ['the agent beside an application that exports to X-Ray itself', 'yum install -y amazon-cloudwatch-agent\nexport X=https://xray.us-east-1.amazonaws.com/v1/traces', 'none'],
  ['the agent with a parameter', 'amazon-cloudwatch-agent-ctl -a fetch-config -c ssm:AmazonCloudWatch-web', 'perhaps'],
])('%s', (_, text, trace) => {
  expect(collectorIn(text)).toBe(trace);
});

test.each([
  'sudo -E yum remove -y aws-xray-daemon',
  'DEBIAN_FRONTEND=noninteractive apt-get -y purge aws-xray-daemon',
  'if which xray; then yum remove -y aws-xray-daemon; fi',
  'docker rm -f aws-xray-daemon',
  'rpm -q aws-xray-daemon',
  'yum update -y --exclude=aws-xray-daemon',
  'sudo systemctl disable --now AWSXRayDaemon',
  'Stop-Service AWSXRayDaemon\nsc.exe delete AWSXRayDaemon',
  'Remove-Item -Recurse C:\\aws-xray-daemon',
  'runcmd:\n  - yum erase -y aws-xray-daemon',
])('nothing is installed by commands that remove, stop or only mention it: %s', (text) => {
  expect(collectorIn(text)).toBe('none');
});
