/** Tests which errors are recognised as those of registries that outlive a reload; the texts are those of the packages. */

import { adviseOn } from '../../../runtime/known-registries';

it.each([
  ['mongoose 9', 'Cannot overwrite `User` model once compiled.', 'mongoose.deleteModel(/^User$/)'],
  [
    'prom-client 15',
    'A metric with the name http_requests_total has already been registered.',
    "register.getSingleMetric('http_requests_total')",
  ],
  [
    'graphql 16',
    'Schema must contain uniquely named types but contains multiple types named "User".',
    "recursive: 'all'",
  ],
  ['Pothos 4', 'Duplicate typename: Another type with name User already exists.', "the type 'User'"],
  ['Fastify 5', "The decorator 'db' has already been added!", "the 'db' of the code before"],
  ['Ajv 8', 'schema with key or id "user" already exists', "ajv.removeSchema('user')"],
  ['TypeORM 1', 'No metadata for "Book" was found.', "keep(['data source', settings, Book], …)"],
  [
    'TypeORM 1',
    'Cannot create a "default" connection because connection to the database already established.',
    'keep(…)',
  ],
  [
    'custom elements',
    "Failed to execute 'define' on 'CustomElementRegistry': the name \"my-clock\" has already been used with this registry",
    "customElements.get('my-clock')",
  ],
])('%s: %s', (_, message, advice) => {
  expect(adviseOn(message)).toContain(advice);
});

it.each([
  'Cannot overwrite `User` model once compiled.',
  'A metric with the name http_requests_total has already been registered.',
  'Schema must contain uniquely named types but contains multiple types named "User".',
  'Duplicate typename: Another type with name User already exists.',
  "The decorator 'db' has already been added!",
  'schema with key or id "user" already exists',
  'No metadata for "Book" was found.',
])('the new code may be wrong by itself: %s', (message) => {
  expect(adviseOn(message)).toMatch(/^Either the new code .+, or .+\. In the second case, /);
});

it.each(['boom', 'User already exists', 'Cannot overwrite', '', 'This metric has already been registered'])(
  'nothing is known of %p',
  (message) => {
    expect(adviseOn(message)).toBeUndefined();
  },
);
