const { newFindings } = require('./findings');
const { foreignChanges } = require('./foreign-changes');
const { countTraced, untracedResources } = require('./gaps');
const { synthesizeTemplate } = require('./synthesize');

const MESSAGE_LENGTH = 300;

/**
 * What the CDK makes of the template without us. What does not load then is no fault of ours.
 */
function loadUntraced(file) {
  try {
    const synthesized = synthesizeTemplate(file);
    const empty = Object.keys(synthesized.template.Resources ?? {}).length === 0;
    return empty ? { loaded: false, reason: 'it has no resources' } : { loaded: true, ...synthesized };
  } catch (error) {
    return { loaded: false, reason: oneLine(error) };
  }
}

/**
 * What tracing does to a template that loads without us.
 */
function checkTraced(file, untraced, library) {
  try {
    const traced = synthesizeTemplate(file, (app) => library.XRayTracing.of(app).enable());
    return {
      loaded: true,
      crashes: traced.errors.filter((error) => !untraced.errors.includes(error)),
      newFindings: newFindings(untraced.findings, traced.findings),
      foreignChanges: foreignChanges(untraced.template, traced.template),
      gaps: untracedResources(traced, library),
      traced: countTraced(traced.template, library),
    };
  } catch (error) {
    return { loaded: true, crashes: [crashSite(error)], newFindings: [], foreignChanges: [], gaps: [], traced: 0 };
  }
}

function oneLine(error) {
  return String(error?.message ?? error).replace(/\s+/g, ' ').trim().slice(0, MESSAGE_LENGTH);
}

/**
 * The error and the first place in a stack trace, so that a crash can be found without running it again.
 */
function crashSite(error) {
  const place = /^\s+at .*$/m.exec(error?.stack ?? '')?.[0].trim();
  return place ? `${oneLine(error)} (${place})` : oneLine(error);
}

module.exports = { loadUntraced, checkTraced };
