import { HIDDEN } from '../template/template-text';

/** What a text that is given to an instance as user data is. */
export type UserDataFormat =
  /** Nothing, so that whatever the operating system runs may be put there. */
  | { readonly kind: 'empty' }
  /** A script that a POSIX shell runs. */
  | { readonly kind: 'shell' }
  /** Blocks of batch or PowerShell commands in tags. */
  | { readonly kind: 'windows' }
  /** A MIME archive. */
  | { readonly kind: 'multipart' }
  /** What it is depends on the deployment. */
  | { readonly kind: 'hidden' }
  /** Something to which no shell command can be appended; `name` is what people call it. */
  | { readonly kind: 'other'; readonly name: string };

const other = (name: string): UserDataFormat => ({ kind: 'other', name });

/** The beginnings by which cloud-init tells formats, besides `#!`. It ignores case. */
const BEGINNINGS: [RegExp, string][] = [
  [/^#cloud-config-archive\b/i, 'a cloud-config archive'],
  [/^#cloud-config/i, 'cloud-config'],
  [/^#cloud-boothook\b/i, 'a cloud-boothook'],
  [/^#include/i, 'a list of URLs to include'],
  [/^#upstart-job\b/i, 'an Upstart job'],
  [/^#part-handler\b/i, 'a cloud-init part handler'],
  [/^##\s*template:/i, 'a cloud-init template'],
];

/** The formats of operating systems that read something else than cloud-init does. */
const LOOKS: [RegExp, string][] = [
  [/^\s*(#[^\n]*\n\s*)*\[+\s*["']?settings\b/, 'Bottlerocket settings'],
  [/^\s*\{[^]*"ignition"\s*:/, 'an Ignition configuration'],
  [/^\s*(---\s*)?(version:\s*v1alpha\d|machine:)/, 'a Talos machine configuration'],
  [/^\s*(---\s*)?version:\s*["']?\d[^]*\btasks:/, 'EC2Launch tasks in YAML'],
];

/** Shells that run every POSIX script. */
const SHELLS = ['ash', 'bash', 'dash', 'ksh', 'mksh', 'sh', 'zsh'];

/** Tells what user data is, from what cloud-init and the launch agents of Windows go by. */
export function formatOf(text: string): UserDataFormat {
  if (text.trim() === '') { return { kind: 'empty' }; }
  if (text.trimStart().startsWith(HIDDEN)) { return { kind: 'hidden' }; }
  if (/^\u001f|\u0000|\ufffd/.test(text)) { return other('compressed or binary data'); }
  if (text.startsWith('#!')) { return scriptFormat(text.split(/\r?\n/, 1)[0]); }
  if (/^content-type:\s*multipart\//i.test(text) || /^mime-version:/im.test(text.slice(0, 4096))) { return { kind: 'multipart' }; }
  const known = [...BEGINNINGS, ...LOOKS].find(([pattern]) => pattern.test(text));
  if (known) { return other(known[1]); }
  if (/<powershell>/i.test(text) || /^\s*<script>/i.test(text)) { return { kind: 'windows' }; }
  return other(text.trimStart().startsWith('#!') ? 'a script with something before its `#!`, which cannot run' : 'text without a `#!` line');
}

function scriptFormat(firstLine: string): UserDataFormat {
  if (firstLine.includes(HIDDEN)) { return { kind: 'hidden' }; }
  const words = firstLine.slice(2).trim().split(/\s+/).map((word) => word.replace(/^.*\//, ''));
  const interpreter = words[0] === 'env' ? words.slice(1).find((word) => !/^-|=/.test(word)) : words[0];
  return SHELLS.includes(interpreter ?? '') ? { kind: 'shell' } : other(`a script for \`${interpreter ?? ''}\``);
}
