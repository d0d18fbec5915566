const fs = require('fs');
const path = require('path');

const EXTENSIONS = ['.json', '.yaml', '.yml', '.template'];

/**
 * Every file below a folder that is named like a template, sorted. Links are not followed: a corpus may link out of itself.
 */
function findTemplates(directory) {
  const entries = fs.readdirSync(directory, { withFileTypes: true });
  return entries.flatMap((entry) => templatesOf(entry, path.join(directory, entry.name))).sort();
}

function templatesOf(entry, file) {
  if (entry.isDirectory()) {
    return findTemplates(file);
  }
  return entry.isFile() && EXTENSIONS.includes(path.extname(file).toLowerCase()) ? [file] : [];
}

module.exports = { findTemplates };
