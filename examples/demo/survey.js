'use strict';

const fs = require('node:fs');
const { readAssembly } = require('./assembly');
const { countByType, coverage, groupFindings, inspectTemplates } = require('./coverage');
const { addedResources, grantedRoles } = require('./permissions');

/** Reads the assemblies that the demo has synthesized, with the eyes of the packed library. */
class Survey {
  /**
   * @param workspace where the packed library is installed
   * @param output `(name) => folder` of the assembly with that name
   */
  constructor(workspace, output) {
    this.workspace = workspace;
    this.output = output;
    this.library = workspace.require('cdk-xray');
    this.registry = this.library.TracerRegistry.builtIn();
  }

  /** What tracing changed in the order service. */
  orderService() {
    const [untraced, traced] = [this.read('untraced'), this.read('traced')];
    const [before, after] = [this.resourcesOf(untraced), this.resourcesOf(traced)];
    return {
      counts: countByType(before, after),
      coverage: { before: coverage(before), after: coverage(after) },
      excluded: groupFindings(after, 'EXCLUDED'),
      unsupported: groupFindings(after, 'UNSUPPORTED'),
      open: groupFindings(after, 'UNTRACED', 'UNKNOWN'),
      passThrough: groupFindings(after, 'PASS_THROUGH'),
      roles: grantedRoles(untraced.stacks, traced.stacks),
      added: addedResources(untraced.stacks, traced.stacks),
      warnings: openWarnings(traced.warnings, after),
    };
  }

  /** How many resources in the Stages of the pipeline are traced. */
  pipelines() {
    return coverage(this.resourcesOf(this.read('pipelines')));
  }

  /** How many resources are traced that only the example's own tracer knows. */
  customTracer() {
    const { BatchJobTracer } = this.workspace.require('./custom-tracer/lib/batch-job-tracer');
    const tracer = new BatchJobTracer();
    const inspect = (resource) => (resource.resourceType === tracer.resourceType ? tracer.inspect(resource) : undefined);
    return coverage(this.resourcesOf(this.read('custom-tracer'), inspect));
  }

  /** How much of an example is traced, by resource type, as `npx cdk-xray audit` tells it. */
  coverageLines(name) {
    const [headline, byType] = this.library.CoverageReport.fromAssembly(this.output(name)).toText().split('\n\n');
    return [...headline.split('\n'), ...byType.split('\n').slice(1)];
  }

  /** The file of a stack's template. */
  templateFile(name, stack) {
    return this.read(name).stacks.find((candidate) => candidate.stack === stack).file;
  }

  /** Writes the coverage report of an assembly as a page for the browser. */
  writeReport(name, file) {
    fs.writeFileSync(file, this.library.CoverageReport.fromAssembly(this.output(name)).toHtml());
  }

  /** Writes the trace map of an assembly as a page for the browser, and as a picture. */
  writeMap(name, page, picture) {
    const map = this.library.TraceMap.fromAssembly(this.output(name));
    fs.writeFileSync(page, map.toHtml());
    fs.writeFileSync(picture, map.toSvg());
  }

  read(name) {
    return readAssembly(this.workspace.require('aws-cdk-lib/cx-api'), this.output(name));
  }

  resourcesOf({ stacks }, inspect = (resource) => this.registry.inspect(resource)) {
    const { InspectedResource } = this.library;
    return inspectTemplates(stacks.map(({ template }) => template), (template, id) => inspect(InspectedResource.fromTemplate(template, id)));
  }
}

/** The warnings that say more than why a resource cannot be traced, which the report says anyhow. */
function openWarnings(warnings, resources) {
  const explained = new Set(resources.filter(({ finding }) => finding?.status === 'UNSUPPORTED').map(({ path }) => path));
  return warnings.filter(({ path }) => !explained.has(path));
}

module.exports = { Survey };
