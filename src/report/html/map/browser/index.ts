// Only what is bundled for browsers knows of them.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { MapModel } from './map-model';
import { MapPage } from './map-page';
import type { PageData } from '../page-data';

const data = JSON.parse(document.getElementById('map-data')!.textContent!) as PageData;
new MapPage(new MapModel(data)).start();
