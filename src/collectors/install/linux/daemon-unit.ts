/** Where the SSM agent of a hybrid-activated server keeps the credentials of its service role, for root alone. It renews them every hour. */
export const HYBRID_CREDENTIALS = '/root/.aws/credentials';

/** The daemon's copy of them. */
const CREDENTIALS_COPY = '/run/xray/credentials';

const UNIT = '/etc/systemd/system/xray';

/**
 * The systemd units of the daemon, by file.
 *
 * `-c` makes a key that the daemon does not know an error; without it, a misspelt option is silently ignored.
 */
export function daemonUnits(onPremises: boolean): Record<string, string> {
  const command = `/usr/bin/xray -c /etc/amazon/xray/cfg.yaml -f /var/log/xray/xray.log${onPremises ? ' -o' : ''}`;
  return onPremises
    ? { [`${UNIT}.service`]: daemonService(command, ['Wants=xray-credentials.path'], hybridCredentials()), ...credentialUnits() }
    : { [`${UNIT}.service`]: daemonService(command) };
}

function daemonService(command: string, dependencies: string[] = [], credentials: string[] = []): string {
  return [
    '# Made by cdk-xray',
    '[Unit]',
    'Description=AWS X-Ray daemon',
    'Wants=network-online.target',
    'After=network-online.target',
    ...dependencies,
    '[Service]',
    'User=xray',
    'Group=xray',
    `ExecStart=${command}`,
    'Restart=always',
    'RestartSec=5',
    'NoNewPrivileges=yes',
    'ProtectSystem=full',
    ...credentials,
    '[Install]',
    'WantedBy=multi-user.target',
  ].join('\n');
}

/** The daemon runs as a user who cannot read root's file: root copies it when the service starts. */
function hybridCredentials(): string[] {
  return [
    'PermissionsStartOnly=yes',
    'RuntimeDirectory=xray',
    `ExecStartPre=-/usr/bin/install -o xray -g xray -m 400 ${HYBRID_CREDENTIALS} ${CREDENTIALS_COPY}`,
    `Environment=AWS_SHARED_CREDENTIALS_FILE=${CREDENTIALS_COPY}`,
  ];
}

/** The daemon reads its credentials once, so it starts anew whenever the SSM agent has renewed them. */
function credentialUnits(): Record<string, string> {
  return {
    [`${UNIT}-credentials.path`]: [
      '# Made by cdk-xray', '[Unit]', 'PartOf=xray.service', '[Path]', `PathChanged=${HYBRID_CREDENTIALS}`,
    ].join('\n'),
    [`${UNIT}-credentials.service`]: [
      '# Made by cdk-xray', '[Service]', 'Type=oneshot', 'ExecStart=/usr/bin/env systemctl try-restart xray',
    ].join('\n'),
  };
}
