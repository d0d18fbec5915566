import { windowsPlace } from '../../../src/private/user-data/windows-script';

function put(text: string): string {
  const { position, before, after } = windowsPlace(text);
  return `${text.slice(0, position)}${before}OURS\n${after}${text.slice(position)}`;
}

test.each([
  ['at the end of a block', '<powershell>a</powershell>', '<powershell>a\nOURS\n\n</powershell>'],
  ['in the first block', '<PowerShell>\na\n</PowerShell><powershell>b</powershell>', '<PowerShell>\na\n\nOURS\n\n</PowerShell><powershell>b</powershell>'],
  ['in a block that is not closed', '<powershell>a', '<powershell>a\nOURS\n\n'],
  ['before the other tags', '<powershell>a</powershell><persist>true</persist>', '<powershell>a\nOURS\n\n</powershell><persist>true</persist>'],
  ['in a block of its own behind batch commands', '<script>a</script>', '<script>a</script>\n<powershell>\nOURS\n\n</powershell>\n'],
  ['before statements that end the block', '<powershell>a\nthrow "Success"</powershell>', '<powershell>\nOURS\n\na\nthrow "Success"</powershell>'],
  ['before a restart', '<powershell>a\nRestart-Computer -Force\n</powershell>', '<powershell>\nOURS\n\na\nRestart-Computer -Force\n</powershell>'],
  ['behind branches that end', '<powershell>if (x) {\n  exit 1\n}\n</powershell>', '<powershell>if (x) {\n  exit 1\n}\n\nOURS\n\n</powershell>'],
  ['behind texts and comments with braces', '<powershell>"{"; \'}\'\n# }\nfunction f {\n return 1\n}\n</powershell>', '<powershell>"{"; \'}\'\n# }\nfunction f {\n return 1\n}\n\nOURS\n\n</powershell>'],
])('%s', (_, text, expected) => {
  expect(put(text)).toBe(expected);
});
