import { windowsPlace } from '../../../src/private/user-data/windows-script';

function put(text: string): string {
  const { position, before, after } = windowsPlace(text)!;
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
  ...[
    'Rename-Computer -NewName web01 -Force -Restart', 'Add-Computer -DomainName corp -Restart -Force', 'Add-Computer `\n -DomainName corp `\n -Restart',
    'shutdown /r /t 0', 'shutdown.exe -r', '& C:\\Windows\\System32\\shutdown.exe /s /t 0', 'Start-Sleep 5; Restart-Computer',
    'Get-Item env:X | Restart-Computer', '$result = Install-WindowsFeature Web-Server -Restart',
  ].map((end) => [`before ${end}`, `<powershell>a\n${end}\n</powershell>`, `<powershell>\nOURS\n\na\n${end}\n</powershell>`]),
  ...['Rename-Computer -NewName web01', 'Install-Thing -RestartService', 'Add-Computer -Restart:$false', 'shutdown /a', 'if ($x) { a; Restart-Computer }'].map((other) =>
    [`behind ${other}`, `<powershell>${other}\n</powershell>`, `<powershell>${other}\n\nOURS\n\n</powershell>`]),
  ['behind batch commands that end', '<script>exit /b 0</script>', '<script>exit /b 0</script>\n<powershell>\nOURS\n\n</powershell>\n'],
  ...['if errorlevel 1 (\n  shutdown /r\n)', 'if "%1"=="(" shutdown /r', 'goto end\nshutdown /r\n:end', 'rem & shutdown.txt /r', 'shutdown /a', 'echo & echo shutdown /r'].map((batch) =>
    [`behind batch commands that may leave the machine up: ${batch}`, `<script>${batch}</script>`, `<script>${batch}</script>\n<powershell>\nOURS\n\n</powershell>\n`]),
  ['behind branches that end', '<powershell>if (x) {\n  exit 1\n}\n</powershell>', '<powershell>if (x) {\n  exit 1\n}\n\nOURS\n\n</powershell>'],
  ['behind texts and comments with braces', '<powershell>"{"; \'}\'\n# }\nfunction f {\n return 1\n}\n</powershell>', '<powershell>"{"; \'}\'\n# }\nfunction f {\n return 1\n}\n\nOURS\n\n</powershell>'],
])('%s', (_, text, expected) => {
  expect(put(text)).toBe(expected);
});

test.each([
  '<script>\nshutdown -r -t 1\n</script>',
  '<script>\n@shutdown /r</script>',
  '<powershell>a</powershell><script>shutdown.exe /s /t 0</script>',
  '<script>setup.exe /quiet & shutdown /r</script>',
  '<script>(setup.exe /quiet) && shutdown /r</script>',
  '<script>set X=a{b\nshutdown /r</script>',
])('nowhere behind a batch script that takes the machine down: %j', (text) => {
  expect(windowsPlace(text)).toBeUndefined();
});
