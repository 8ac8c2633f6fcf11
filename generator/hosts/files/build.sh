#!/usr/bin/env bash
# Made by `khabar host cloudflare`. The site's own address for the main branch, a preview's for any other.
set -euo pipefail
pip install -r requirements.txt
if [ "${CF_PAGES_BRANCH:-main}" = main ]; then
  khabar build
else
  khabar build --base-url "${CF_PAGES_URL}/"
fi
