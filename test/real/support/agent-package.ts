import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { run } from './commands';

const FOLDER = '/opt/aws/amazon-cloudwatch-agent';

/** Listens on the UDP port that a configuration below `etc` names, as the agent does. */
const AGENT = `#!/usr/bin/perl
use strict;
use IO::Socket::INET;
my $text = join '', map { open my $in, '<', $_ or die; <$in> } glob '${FOLDER}/etc/amazon-cloudwatch-agent.d/*';
exit 0 unless $text =~ /"xray"/;
my ($address) = $text =~ /"bind_address": *"([^"]+)"/;
my $socket = IO::Socket::INET->new(Proto => 'udp', LocalAddr => $address || '127.0.0.1:2000') or die;
sleep;
`;

/** Does with configurations what the agent's own control script does, and refuses one with the word "nonsense". */
const CONTROL = `#!/bin/sh
set -eu
dir=${FOLDER}/etc/amazon-cloudwatch-agent.d
restart=
while getopts sa:c:m: option; do
  case $option in
    s) restart=yes ;;
    a) action=$OPTARG ;;
    c) file=$(echo "$OPTARG" | sed s/^file://) ;;
    m) echo "$OPTARG" >${FOLDER}/etc/mode ;;
  esac
done
copy=$dir/file_$(basename "$file")
case $action in
  remove-config) rm -f "$copy" ;;
  *)
    cp "$file" "$copy.tmp"
    ! grep -q nonsense "$copy.tmp" || { echo 'Configuration validation first phase failed'; exit 1; }
    [ "$action" = append-config ] || find $dir -type f ! -name '*.tmp' -delete
    mv "$copy.tmp" "$copy"
    ;;
esac
[ -z "$restart" ] || { systemctl daemon-reload; systemctl enable amazon-cloudwatch-agent; systemctl restart amazon-cloudwatch-agent; }
`;

const UNIT = `[Unit]
Description=Stand-in for the CloudWatch agent
[Service]
ExecStart=${FOLDER}/bin/amazon-cloudwatch-agent
Restart=on-failure
RestartSec=1
[Install]
WantedBy=multi-user.target
`;

/** A Debian package with a stand-in for the CloudWatch agent, with so much padding that a disk can be full half way. */
export function agentPackage(version: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-xray-agent-'));
  const put = (file: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(join(folder, 'root', file)), { recursive: true });
    writeFileSync(join(folder, 'root', file), text, { mode });
  };
  put('DEBIAN/control', `Package: amazon-cloudwatch-agent\nVersion: ${version}\nArchitecture: all\nMaintainer: Tests <t@example.com>\nDescription: stand-in\n`);
  put(`${FOLDER}/bin/amazon-cloudwatch-agent`, AGENT, 0o755);
  put(`${FOLDER}/bin/amazon-cloudwatch-agent-ctl`, CONTROL, 0o755);
  put(`${FOLDER}/bin/CWAGENT_VERSION`, version);
  put(`${FOLDER}/bin/padding`, 'x'.repeat(600_000));
  put(`${FOLDER}/etc/common-config.toml`, '# [credentials]\n#    shared_credential_profile = "{profile_name}"\n');
  put(`${FOLDER}/etc/amazon-cloudwatch-agent.d/.keep`, '');
  put('/etc/systemd/system/amazon-cloudwatch-agent.service', UNIT);
  run('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', join(folder, 'root'), join(folder, 'agent.deb')]);
  const content = readFileSync(join(folder, 'agent.deb'));
  rmSync(folder, { recursive: true });
  return content;
}
