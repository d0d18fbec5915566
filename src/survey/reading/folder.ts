import * as fs from 'fs';
import * as path from 'path';
import { isAssembly } from './cloud-assembly';
import { InputProblem } from './input-problem';
import { MAX_BYTES } from './limits';
import { isInside } from './paths';
import { systemReason } from './template-file';

/** A file or folder, and what a person would call it. */
export interface NamedPath {
  readonly file: string;
  readonly name: string;
}

/** What a folder holds that can be surveyed. */
export interface FolderContents {
  readonly assemblies: NamedPath[];
  readonly templates: NamedPath[];
  readonly problems: InputProblem[];
}

const EXTENSIONS = ['.json', '.template', '.yaml', '.yml'];

/** Finds the cloud assemblies and templates in a folder and those below it, but in hidden folders and in installed packages. */
export function templateFilesIn(folder: string, name: string): FolderContents {
  const contents: FolderContents = { assemblies: [], templates: [], problems: [] };
  collect({ file: folder, name }, folder, contents);
  return contents;
}

function collect(folder: NamedPath, root: string, contents: FolderContents): void {
  for (const entry of entriesOf(folder, contents)) {
    const found = { file: path.join(folder.file, entry.name), name: path.join(folder.name, entry.name) };
    if (entry.isSymbolicLink()) {
      collectLink(found, root, contents);
    } else if (entry.isDirectory()) {
      collectFolder(found, root, contents);
    } else if (entry.isFile() && looksLikeTemplate(found, contents)) {
      contents.templates.push(found);
    }
  }
}

function collectFolder(folder: NamedPath, root: string, contents: FolderContents): void {
  const name = path.basename(folder.file);
  if (name === 'node_modules' || name.startsWith('.')) { return; }
  if (isAssembly(folder.file)) {
    contents.assemblies.push(folder);
  } else {
    collect(folder, root, contents);
  }
}

/** A link to a file within the folder is as good as the file, which is found by itself; one that leads out of it is not followed. */
function collectLink(link: NamedPath, root: string, contents: FolderContents): void {
  if (!EXTENSIONS.includes(path.extname(link.file))) { return; }
  if (fs.existsSync(link.file) && !isInside(link.file, root)) {
    contents.problems.push(new InputProblem('is a symbolic link that leaves the folder; name the file itself to have it read', link.name));
  }
}

function entriesOf(folder: NamedPath, contents: FolderContents): fs.Dirent[] {
  try {
    return fs.readdirSync(folder.file, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1);
  } catch (error) {
    contents.problems.push(new InputProblem(systemReason(error), folder.name));
    return [];
  }
}

const RESOURCES = /(?:^|[\s{,])["']?Resources["']?\s*:/;
const RESOURCE_TYPE = /["']?Type["']?\s*:\s*["']?[A-Za-z0-9]+::/;

/** Whether a file looks like a template, so that a broken one is told and other files are passed over. A file that is too large is told, too. */
function looksLikeTemplate({ file, name }: NamedPath, contents: FolderContents): boolean {
  if (!EXTENSIONS.includes(path.extname(file))) { return false; }
  try {
    const text = beginningOf(file);
    return RESOURCES.test(text) && RESOURCE_TYPE.test(text);
  } catch (error) {
    contents.problems.push(new InputProblem(systemReason(error), name));
    return false;
  }
}

/** The text at the beginning of a file, of which text in UTF-16 can be told, too: a mark stands before it, and its characters of ASCII have a zero beside them. */
function beginningOf(file: string): string {
  const handle = fs.openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(Math.min(MAX_BYTES, fs.fstatSync(handle).size));
    return buffer.toString('utf8', 0, fs.readSync(handle, buffer)).replace(/[\0\ufffd]/g, '');
  } finally {
    fs.closeSync(handle);
  }
}
