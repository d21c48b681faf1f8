#!/usr/bin/env bash
# full_disk_test.sh RUNNER: a sweep on a disk that fills up stops with the reason, and resumes once
# there is space, to the same bits as a sweep that always had space.
set -euo pipefail
export LC_ALL=C

runner=$1
work=$(mktemp -d)
trap 'umount "$work/disk" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
mkdir disk
mount -t tmpfs -o size=1m tmpfs disk 2>/dev/null ||
  { echo "SKIPPED: a small disk can only be mounted by root"; exit 77; }

fail() {
  echo "FAILED: $1" >&2
  cat stopped >&2 || true
  exit 1
}

results() {
  local trial
  for trial in "$1"/*/run.json; do
    trial=$(dirname "$trial")
    sha256sum <"$trial/weights.npz"
    cut -d, -f1-8 "$trial/metrics.csv"
  done
}

# same_after_space NAME COMMAND...: the command fills the disk, and then ends well
same_after_space() {
  local name=$1 status=0
  shift
  echo "$name"
  mount -o remount,size=1m disk
  "$@" >/dev/null 2>stopped || status=$?
  [[ $status == 1 ]] || fail "status $status on the full disk"
  grep -q "^stopped: " stopped || fail "no reason"
  grep -q "No space left on device\|are free there; make space" stopped || fail "another reason"
  mount -o remount,size=64m disk
  "$@" >/dev/null 2>stopped || fail "status $? after space was made"
  cmp <(results alone/s) <(results disk/s) || fail "other results"
  rm -rf disk/*
}

cat >s.yaml <<'YAML'
name: s
dataset: digits
iterations: 20
report_every: 5
checkpoint_every: 5
validation_size: 500
sweep: {parameters: {seed: {range: [0, 12]}}}
YAML
"$runner" s.yaml --output alone >/dev/null 2>&1
same_after_space "one trial at a time" "$runner" s.yaml --output disk
same_after_space "two trials at a time" "$runner" s.yaml --output disk --jobs 2

echo "in the middle of a trial"
mount -o remount,size=4m disk
status=0
"$runner" s.yaml iterations=3000 report_every=100 --output disk >/dev/null 2>stopped &
until grep -qs iteration disk/s/*/log.txt; do
  kill -0 $! 2>/dev/null || fail "the sweep ended before the disk was full"
  sleep 0.05
done
dd if=/dev/zero of=disk/filler bs=4k 2>/dev/null || true
wait $! || status=$?
[[ $status == 1 ]] || fail "status $status on the full disk"
grep -q "No space left on device" stopped || fail "no reason"
rm -rf disk/*

sed -i 's/sweep: {/sweep: {strategy: halving, min_iterations: 5, eta: 2, /' s.yaml
rm -rf alone
"$runner" s.yaml --output alone >/dev/null 2>&1
same_after_space "halving" "$runner" s.yaml --output disk
