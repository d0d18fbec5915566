/** Deeper than any template is nested, and shallow enough for all that walks one. */
export const MAX_DEPTH = 200;

/** What is said of a template that is deeper. */
export const TOO_DEEP = `the template is nested more than ${MAX_DEPTH} levels deep`;

/** CloudFormation accepts templates of one million bytes; a file of many times that is none. */
export const MAX_BYTES = 10 * 1024 * 1024;

/** A YAML text of this many bytes is parsed within a few seconds. */
export const MAX_YAML_BYTES = 1024 * 1024;

/** How often aliases of a template may be expanded. A few dozen are many; a bomb of aliases has billions. */
export const MAX_ALIASES = 1000;
