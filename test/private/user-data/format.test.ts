import { HIDDEN } from '../../../src/private/template/template-text';
import { formatOf } from '../../../src/private/user-data/format';

test.each([
  ['', 'empty'],
  ['\n \n', 'empty'],
  ['#!/bin/bash', 'shell'],
  ['#!/bin/bash -xe\necho', 'shell'],
  ['#! /bin/sh\r\necho\r\n', 'shell'],
  ['#!/usr/bin/env bash', 'shell'],
  ['#!/usr/bin/env -S LANG=C bash -x', 'shell'],
  ['#!/bin/dash', 'shell'],
  ['#!/usr/bin/zsh', 'shell'],
  ['#!/bin/ash', 'shell'],
  ['#!/bin/ksh', 'shell'],
  ['#!/bin/sh\ncat > x <<EOF\n<powershell>\nMIME-Version: 1.0\nEOF', 'shell'],
  ['<powershell>x</powershell>', 'windows'],
  ['\n<POWERSHELL>\nx\n</POWERSHELL>\n<persist>true</persist>', 'windows'],
  ['<script>echo</script>', 'windows'],
  ['<persist>true</persist><powershell>x</powershell>', 'windows'],
  ['Content-Type: multipart/mixed; boundary="x"\nMIME-Version: 1.0\n', 'multipart'],
  ['MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n', 'multipart'],
  [HIDDEN, 'hidden'],
  [`\n${HIDDEN}\necho`, 'hidden'],
  [`#!${HIDDEN}\necho`, 'hidden'],
])('%j is %s', (text, kind) => {
  expect(formatOf(text).kind).toBe(kind);
});

test.each([
  ['#cloud-config\npackages: []', 'cloud-config'],
  ['#Cloud-Config\npackages: []', 'cloud-config'],
  ['#cloud-config-archive\n- x', 'a cloud-config archive'],
  ['#cloud-boothook\n#!/bin/sh\necho', 'a cloud-boothook'],
  ['#include\nhttps://example.com/x', 'a list of URLs to include'],
  ['#include-once\nhttps://example.com/x', 'a list of URLs to include'],
  ['#upstart-job\n', 'an Upstart job'],
  ['#part-handler\n', 'a cloud-init part handler'],
  ['## template: jinja\n#cloud-config\n', 'a cloud-init template'],
  ['#!/usr/bin/python3\nprint()', 'a script for `python3`'],
  ['#!/usr/bin/env -S perl -w\n', 'a script for `perl`'],
  ['#!/bin/csh\n', 'a script for `csh`'],
  ['#!/usr/bin/fish\n', 'a script for `fish`'],
  ['#!\n', 'a script for ``'],
  ['\n#!/bin/bash\necho', 'a script with something before its `#!`, which cannot run'],
  ['yum install -y httpd', 'text without a `#!` line'],
  ['[settings.host-containers.admin]\nenabled = true', 'Bottlerocket settings'],
  ['# our nodes\n[settings]\nx = 1', 'Bottlerocket settings'],
  ['{"ignition":{"version":"3.3.0"}}', 'an Ignition configuration'],
  ['version: v1alpha1\nmachine:\n', 'a Talos machine configuration'],
  ['machine:\n  type: worker\n', 'a Talos machine configuration'],
  ['version: 1.1\ntasks:\n- task: executeScript\n', 'EC2Launch tasks in YAML'],
  ['\u001f\ufffd\b\u0000', 'compressed or binary data'],
  ['abc\u0000', 'compressed or binary data'],
])('%j is something else: %s', (text, name) => {
  expect(formatOf(text)).toEqual({ kind: 'other', name });
});
