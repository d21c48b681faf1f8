// node validate.js SCHEMA FILE...: says of each YAML file whether it is valid by the JSON Schema, one
// line a file: "valid FILE", or "invalid FILE: why". Needs ajv and js-yaml.
'use strict';
const fs = require('fs');
const Ajv = require('ajv');
const yaml = require('js-yaml');

const [schemaFile, ...files] = process.argv.slice(2);
const ajv = new Ajv({allErrors: true});
const validate = ajv.compile(JSON.parse(fs.readFileSync(schemaFile, 'utf8')));
for (const file of files) {
  let why = '';
  try {
    const config = yaml.load(fs.readFileSync(file, 'utf8'), {schema: yaml.CORE_SCHEMA});
    if (!validate(config)) why = ajv.errorsText(validate.errors, {separator: '; '});
  } catch (error) {
    why = error.message.split('\n')[0];
  }
  console.log(why === '' ? `valid ${file}` : `invalid ${file}: ${why}`);
}
