// The CDK's own template validator costs seconds in each worker and has suites of its own;
// everywhere else it is off.
if (!expect.getState().testPath?.includes('/test/validation/')) {
  process.env.CDK_VALIDATION = 'false';
}
