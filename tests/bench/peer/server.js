// A PouchDB server on loopback: `node server.js FOLDER`. It keeps its databases in FOLDER, prints its port and runs
// until it is ended.
'use strict';

const path = require('path');
const express = require('express');
const PouchDB = require('pouchdb');

const folder = process.argv[2];
const Databases = PouchDB.defaults({prefix: folder + path.sep});
const app = express();
app.use('/', require('express-pouchdb')(Databases, {
  mode: 'minimumForPouchDB',
  inMemoryConfig: true,
  logPath: path.join(folder, 'log'),
}));
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
