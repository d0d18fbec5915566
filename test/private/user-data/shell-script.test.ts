import { shellPlace } from '../../../src/private/user-data/shell-script';

const script = (lines: string) => `#!/bin/bash\n${lines}`;

test.each([
  ['commands', 'yum install -y httpd\nsystemctl enable --now httpd\n'],
  ['no commands', ''],
  ['the word in a text', 'echo exit\necho "and then\nexit 0\n" > /etc/motd\n'],
  ['the word in a text that goes on', 'echo \'\nexit 0\n\' > /x.sh\necho\n'],
  ['the word in a comment', '# then\n#exit\necho it # exit\n'],
  ['the word in a here-document', 'cat <<EOF\nexit 0\nEOF\necho\n'],
  ['the word in a here-document that is indented', 'cat <<-\'END-OF\' > /x\n\texit 0\n\tEND-OF\necho\n'],
  ['the word in two here-documents', 'cat <<A <<"B"\nexit\nA\nexit\nB\necho\n'],
  ['a here-string and a shift', 'cat <<< exit\necho $((1<<2))\necho $((x<<y))\n'],
  ['an argument on a line of its own', 'yum install -y \\\nexit\n'],
  ['a condition', 'if [ -f /done ]; then exit 0; fi\nif x\nthen\n  exit 2\nelif y; then\n  exit 3\nelse\n  exit 4\nfi\n'],
  ['a condition in one line', '[ -f /done ] && exit 0\nyum update || exit 1\nfoo || { echo failed; exit 1; }\n'],
  ['restarts in branches of lists', 'if a && reboot; then b; fi\nf() { a && reboot; }\n(a && reboot)\n'],
  ['the word in a list', 'echo a && echo reboot\na || reboot_later\n'],
  ['a loop', 'while read line; do\n  exit\ndone < /etc/hosts\nfor i in 1 2; do exit; done\nuntil ping -c1 x; do sleep 1; done\n'],
  ['a case', 'case $1 in\n  start) exit 0;;\n  *) exit 1;;\nesac\necho\n'],
  ['a function', 'fail() {\n  exit 1\n}\nfunction stop { exit 1; }\nhalt_it(){ exit 1; }\nfail\n'],
  ['a subshell', '(\n  exit 1\n)\n(cd /; exit)\n'],
  ['the trap of the CDK', 'function exitTrap(){\nexitCode=$?\n/opt/aws/bin/cfn-signal -e $exitCode || echo \'Failed\'\n}\ntrap exitTrap EXIT\necho\n'],
  ['redirections by exec', 'exec > >(tee /var/log/x.log|logger -t x) 2>&1\nexec 3>&1 1>&2\nexec &> /x\nexec {fd}>/x\nexec </dev/null\n'],
  ['a restart that is called off', 'shutdown -c\n'],
  ['an argument behind a list that goes on', 'yum update -y && \\\n  echo \\\n  reboot\n'],
  ['commands that begin alike', 'exitcode=1\nreboot_later\nexecutor\nshutdown-hook install\n'],
  ['Windows line ends', 'echo a\r\necho b\r\n'],
])('at the end: %s', (_, lines) => {
  expect(shellPlace(script(lines))).toBe('end');
});

test.each([
  ['exit', 'echo\nexit 0'],
  ['exit behind another command', 'echo done; exit\n'],
  ['exit behind one that goes on', 'sleep 1 & exit 0\n'],
  ['exit behind a function', 'f() {\n  exit 1\n}\nf\nexit 0\n'],
  ['exit behind a here-document', 'cat <<EOF\n\'\nEOF\nexit 0\n'],
  ['exit behind quotes within quotes', 'x="$(echo "a b")"\nexit $?\n'],
  ['exit behind escaped quotes', 'echo it\\\'s\n# don\'t\nexit\n'],
  ['a program in place of the shell', 'exec /usr/bin/app --port 80\n'],
  ['arguments in place of the shell', 'exec "$@"\n'],
  ['a restart', 'yum update -y\nreboot\n'],
  ['a restart if another command succeeds', 'yum update -y && reboot'],
  ['a restart if another command fails', 'needs-restarting -r || sudo reboot\n'],
  ['a restart in the midst of a list', 'yum update -y && /sbin/shutdown -r now || echo failed\n'],
  ['a restart behind a list that goes on', 'yum update -y && \\\n  reboot\n'],
  ['a restart behind a line that goes on', 'yum update -y \\\n  && reboot\n'],
  ['a restart behind another command', 'yum update -y; reboot\n'],
  ['a restart by other means', 'systemctl reboot\n'],
  ['the end of the machine', 'shutdown -r now\n'],
  ['a restart as another user', 'sudo reboot\n'],
  ['a restart as another user who is not asked', 'sudo -n shutdown -r now\n'],
  ['a restart by its path', '/usr/sbin/reboot\n'],
  ['a here-document without an end', 'cat <<EOF\necho'],
  ['a quote without an end', 'echo "a\n'],
  ['a line that goes on', 'yum install -y \\\n'],
  ['a block without an end', 'if true; then\necho\n'],
  ['exit, and it names its own folder', 'cd "$(dirname "$0")"\n./run\nexit\n'],
])('at the start: %s', (_, lines) => {
  expect(shellPlace(script(lines))).toBe('start');
});

test.each([
  ['by tail', 'tail -n +4 "$0" | tar xz\nexit 0\nPAYLOAD'],
  ['by sed', 'sed \'1,/^__END__$/d\' ${BASH_SOURCE[0]} | base64 -d > /x\nexit\n__END__\n'],
])('nowhere in a script that reads its own lines %s', (_, lines) => {
  expect(shellPlace(script(lines))).toBe('nowhere');
});
