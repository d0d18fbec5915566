/** Deeper than any template is nested, and shallow enough for all that walks one. */
export const MAX_DEPTH = 200;

/** What is said of a template that is deeper. */
export const TOO_DEEP = `the template is nested more than ${MAX_DEPTH} levels deep`;

/** CloudFormation accepts templates of one million bytes; a file of many times that is none. */
export const MAX_BYTES = 10 * 1024 * 1024;

/** The manifest of a large app, with the metadata of all its constructs, is far larger than any template. */
export const MAX_MANIFEST_BYTES = 256 * 1024 * 1024;

/** A YAML text of this many bytes is parsed within a few seconds. */
export const MAX_YAML_BYTES = 1024 * 1024;

/** How often aliases of a template may be expanded. A few dozen are many; a bomb of aliases has billions. */
export const MAX_ALIASES = 1000;

/** How many stacks a template may nest, one within another. Templates that nest each other twice over soon have billions. */
export const MAX_NESTED_STACKS = 1000;

/** What is said of a template that nests more. */
export const TOO_MANY_NESTED = `nests more than ${MAX_NESTED_STACKS} stacks, one within another`;
