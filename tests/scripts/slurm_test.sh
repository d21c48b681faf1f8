#!/usr/bin/env bash
# slurm_test.sh RUNNER: `runner submit` and `runner status` with a real Slurm that is started here.
set -euo pipefail
export LC_ALL=C

runner=$1
cluster=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/slurm_cluster
work=$(mktemp -d)
cleanup() {
  "$cluster" stop "$work/slurm" || true
  rm -rf "$work"
}
trap cleanup EXIT
environment=$("$cluster" start "$work/slurm") || exit $?
eval "$environment"
cd "$work"

fail() {
  echo "FAILED: $1" >&2
  tail -n 30 experiments/*/slurm/*.log >&2 || true
  exit 1
}

# await WHAT COMMAND...: until the command succeeds
await() {
  local what=$1
  shift
  for ((i = 0; i < 900; ++i)); do
    "$@" && return
    sleep 0.1
  done
  fail "waited in vain: $what"
}

no_task_left() { [[ -z $(squeue --array --noheader --jobs="$1" 2>/dev/null) ]]; }
has_started() { grep -qs iteration "$1"/*/log.txt; }
three_train() { (($(grep -ls '^iteration  *[1-9]' "$1"/*/log.txt | wc -l) >= 3)); }
status_says() { "$runner" status "$1" | grep -q -- "$2"; }
metrics_of() { cut -d, -f1-8 "$1/metrics.csv"; }  # all but the seconds

# same_results FOLDER OTHER: of all of its trials
same_results() {
  local trial
  for trial in "$1"/*/run.json; do
    trial=$(basename "$(dirname "$trial")")
    cmp "$1/$trial/weights.npz" "$2/$trial/weights.npz" || fail "weights of $trial differ"
    diff <(metrics_of "$1/$trial") <(metrics_of "$2/$trial") || fail "metrics of $trial differ"
  done
}

cat >s.yaml <<'YAML'
name: s
dataset: digits
iterations: 1500
checkpoint_every: 50
sweep: {parameters: {seed: {range: [0, 5]}}}
YAML
"$runner" s.yaml --output alone >/dev/null 2>&1

echo "a job array runs the sweep, and a task that is asked to stop is requeued and resumes"
output="shared \"1\" 100% it's"  # special characters
job=$("$runner" submit s.yaml --tasks 3 --output "$output" 2>submitted)
folder=$work/$output/s
grep -qx "s: 5 trials submitted as job $job of 3 tasks; \`runner status $folder\` shows their \
progress." submitted || fail "submit said: $(cat submitted)"
await "a running array" status_says "$folder" "^slurm job $job: .*RUNNING"
await "a trial of each task" three_train "$folder"
scancel --batch --signal=TERM "${job}_1"
await "the end of the array" no_task_left "$job"
status_says "$folder" "^s: 5 trials: 5 finished$" || fail "$("$runner" status "$folder")"
status_says "$folder" "^slurm job $job: ended$" || fail "$("$runner" status "$folder")"
grep -q "^task ${job}_1 did not finish; requeueing it$" "$folder/slurm/${job}_1.log" ||
  fail "task 1 was not started again"
grep -qh "^resumed after [0-9]* of 1500 iterations$" "$folder"/*/log.txt ||
  fail "no trial resumed from a checkpoint"
same_results alone/s "$folder"

echo "an array that is cancelled stays so, and submitting again resumes the sweep"
job=$("$runner" submit s.yaml name=t iterations=3000 --tasks 2 2>/dev/null)
await "a trial" has_started experiments/t
scancel "$job"
await "the end of the array" no_task_left "$job"
status_says experiments/t "finished$" && fail "nothing was left when the array was cancelled"
job=$("$runner" submit s.yaml name=t iterations=3000 --tasks 2 2>/dev/null)
await "the end of the array" no_task_left "$job"
status_says experiments/t "^t: 5 trials: 5 finished$" || fail "$("$runner" status experiments/t)"

echo "a job that sbatch refuses leaves the plan as it was"
cp experiments/t/sweep.json before.json
status=0
"$runner" submit s.yaml name=t iterations=20 --tasks 2 --sbatch=--partition=none 2>refused || status=$?
[[ $status == 1 ]] || fail "status $status"
grep -q "^sbatch exited with status 1 and did not accept the job; its message is above. \
$work/experiments/t/sweep.json, the plan of an earlier sweep, was not changed.$" refused ||
  fail "it said: $(cat refused)"
cmp before.json experiments/t/sweep.json || fail "the plan changed"

echo "a job that replaces the plan runs the new one"
job=$("$runner" submit s.yaml name=t iterations=20 --tasks 2 2>/dev/null)
await "the end of the array" no_task_left "$job"
status_says experiments/t "^t: 5 trials: 5 finished$" || fail "$("$runner" status experiments/t)"
status_says experiments/t "^earlier *5 trials of earlier plans" ||
  fail "$("$runner" status experiments/t)"
