#!/bin/sh
# Tries the parts on a cluster that runs already, and is the one user of it: a task is requeued, a node drained and resumed, then the digests are compared with
# those of one machine. From the root of a campaign: deploy/slurm/try.sh
set -eu
here=$(dirname "$0")
digests() { (cd output && find . -path ./.cache -prune -o -type f -print | sort | xargs sha256sum); }
node=$(sinfo -h -N -o %N | head -1)

rm -rf output
anpham build --quiet
digests > alone.sha256
rm -rf output

PARTS=${PARTS:-40} "$here/submit.sh"
running=''
while [ -z "$running" ]; do
    sleep 1
    running=$(squeue -h -t R -n anpham -o %i | head -1)
done
scontrol requeue "$running"
scontrol update nodename="$node" state=drain reason=try
sleep 5
scontrol update nodename="$node" state=resume
while [ -n "$(squeue -h -n anpham,anpham-merge)" ]; do
    sleep 2
    # A requeued task waits two minutes for its node to recover.
    scontrol update jobid="$running" starttime=now 2> /dev/null || true
done
digests | diff alone.sha256 - && echo "as one machine makes it: $(wc -l < alone.sha256) files"
