import type { Layout } from '../../../map-drawing/layout';
import type { Scene } from '../../../map-drawing/scene';
import { svgPicture } from '../../../trace-map-svg';

/** The largest side of a picture that all browsers can draw. */
const LARGEST_SIDE = 16_000;

/** The most pixels that all browsers on computers have room for. */
const MOST_PIXELS = 64_000_000;

/** Saves what is drawn as an SVG file. */
export function saveSvg(scene: Scene, layout: Layout): void {
  save(new Blob([svgPicture(scene, layout)], { type: 'image/svg+xml' }), 'svg');
}

/** Saves what is drawn as a PNG file of twice its size, as far as the browser can. */
export async function savePng(scene: Scene, layout: Layout): Promise<void> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgPicture(scene, layout))}`;
  await picture.decode();
  const scale = Math.min(2, LARGEST_SIDE / picture.width, LARGEST_SIDE / picture.height, Math.sqrt(MOST_PIXELS / (picture.width * picture.height)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(scale * picture.width);
  canvas.height = Math.floor(scale * picture.height);
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) { throw new Error('the browser cannot draw a picture of this size'); }
  save(blob, 'png');
}

function save(blob: Blob, extension: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `trace-map.${extension}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}
