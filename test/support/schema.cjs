/**
 * Zapier's schema of an App, loaded once somebody asks for it. Core takes it along to validate an App, which few tests
 * do, and loading it takes as long as loading the App.
 */
const real = () => require('zapier-platform-schema/schema.js');

module.exports = {
  get AppSchema() {
    return real().AppSchema;
  },
  get validateAppDefinition() {
    return real().validateAppDefinition;
  },
  get exportSchema() {
    return real().exportSchema;
  },
};
