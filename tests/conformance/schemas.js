// What the readers of our reports accept, from their public descriptions, narrowed to what we write:
// a member too many is as wrong as one too few. JSON Schema, draft 7.
'use strict';
const text = {type: 'object', required: ['text'], additionalProperties: false,
              properties: {text: {type: 'string', minLength: 1}}};
const count = {type: 'integer', minimum: 1};
const object = (required, optional = {}) => ({
  type: 'object', additionalProperties: false, required: Object.keys(required),
  properties: {...required, ...optional}});
const list = items => ({type: 'array', items});
const uri = {type: 'string', pattern: "^([A-Za-z0-9._~/-]|%[0-9A-F]{2})+$|^file:///([A-Za-z0-9._~/-]|%[0-9A-F]{2})*$",
             not: {pattern: '^\\.?/'}};
const code = {type: 'string', pattern: '^[A-Z]{1,4}[0-9]{1,5}$'};
const fingerprint = {type: 'string', pattern: '^[0-9a-f]{16}$'};

const region = object({startLine: count, startColumn: count, endLine: count, endColumn: count},
                      {snippet: text});
const location = {physicalLocation: object({artifactLocation: object({uri}), region}, {contextRegion: region})};
const level = {enum: ['note', 'warning', 'error']};
const described = {type: 'object', required: ['text'], properties: {text: {type: 'string', maxLength: 1024, minLength: 1}}};
const fix = object({
  description: text, properties: object({applicability: {enum: ['safe', 'unsafe']}}),
  artifactChanges: {type: 'array', minItems: 1, maxItems: 1, items: object({
    artifactLocation: object({uri}),
    replacements: {type: 'array', minItems: 1, items: object({
      deletedRegion: region, insertedContent: object({text: {type: 'string'}})})}})}});
exports.sarif = object({
  $schema: {type: 'string'}, version: {const: '2.1.0'},
  runs: {type: 'array', minItems: 1, maxItems: 1, items: object({
    tool: object({driver: object({
      name: {const: 'warmlint'}, semanticVersion: {type: 'string'}, properties: {type: 'object'},
      rules: list(object({
        id: code, name: {type: 'string', pattern: '^[A-Z][A-Za-z0-9]*$'},
        shortDescription: described, fullDescription: described,
        help: object({text: {type: 'string'}, markdown: {type: 'string'}}),
        defaultConfiguration: object({level}),
        properties: object({tags: {type: 'array', maxItems: 10}, precision: {enum: ['very-high', 'high', 'medium', 'low']},
                            'problem.severity': {enum: ['error', 'warning', 'recommendation']}})}))})}),
    columnKind: {const: 'unicodeCodePoints'},
    automationDetails: object({id: {type: 'string'}}),
    results: list(object({
      ruleId: code, level, message: text,
      locations: {type: 'array', minItems: 1, maxItems: 1, items: object(location)},
      partialFingerprints: object({'warmlint/v1': fingerprint},
                                  {primaryLocationLineHash: {type: 'string', pattern: '^[0-9a-f]{1,16}:[1-9][0-9]*$'}})},
      {ruleIndex: {type: 'integer', minimum: 0}, fixes: {type: 'array', minItems: 1, maxItems: 1, items: fix},
       relatedLocations: list(object({id: count, ...location, message: text}))})),
    invocations: {type: 'array', minItems: 1, maxItems: 1, items: object(
      {executionSuccessful: {type: 'boolean'}},
      {toolConfigurationNotifications: {type: 'array', minItems: 1, items: object({level, message: text})},
       toolExecutionNotifications: {type: 'array', minItems: 1, items: object({
        associatedRule: object({id: code, index: {type: 'integer', minimum: 0}}), level, message: text,
        locations: list(object(location))})}})}})}});

exports.gitlab = list(object({
  description: {type: 'string', minLength: 1}, check_name: code, fingerprint,
  severity: {enum: ['info', 'minor', 'major', 'critical', 'blocker']},
  location: object({path: {type: 'string', not: {pattern: '^\\./'}}, lines: object({begin: count, end: count})})}));

const position = object({line: count, column: count});
const place = object({path: {type: 'string'}, range: object({start: position, end: position})});
exports.rdjsonl = object({
  message: {type: 'string', minLength: 1}, location: place, severity: {enum: ['ERROR', 'WARNING', 'INFO']},
  source: object({name: {const: 'warmlint'}}), code: object({value: code})},
  {related_locations: list(object({message: {type: 'string'}, location: place})),
   suggestions: {type: 'array', minItems: 1, maxItems: 1,
                 items: object({range: place.properties.range, text: {type: 'string'}})}});
exports.rdjson = object({source: object({name: {const: 'warmlint'}}), diagnostics: list(exports.rdjsonl)});
