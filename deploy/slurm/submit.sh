#!/bin/sh
# Submits a campaign in PARTS parts, and the job that joins them when all have ended.
set -eu
here=$(dirname "$0")
array=$(sbatch --parsable --array="1-${PARTS:?how many parts}" "$here/anpham.sbatch")
sbatch --job-name=anpham-merge --ntasks=1 --output=anpham-merge-%j.log --dependency="afterany:${array%%;*}" --wrap='anpham merge'
