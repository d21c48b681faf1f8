#!/usr/bin/env bash
# sweep_kill_test.sh RUNNER [TRIALS KILLS WORKERS]: a sweep whose whole process group is killed again
# and again at random moments ends with the same bits as an undisturbed one. Then the same
# with processes that compete for the trials, one of which is killed each time.
set -euo pipefail
export LC_ALL=C

runner=$1
trials=${2:-24}
kills=${3:-6}
workers=${4:-4}
interval=10  # iterations between two checkpoints
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
  echo "FAILED: $1 (seed of the moments: $seed)" >&2
  exit 1
}

cat >s.yaml <<YAML
name: s
dataset: digits
iterations: 60
report_every: 1
checkpoint_every: $interval
sweep:
  strategy: random
  trials: $trials
  parameters:
    seed: {int_uniform: [0, 1000000]}
    optimizer: [gradient_descent, {plugin: adam, alpha: 0.01}]
    batch_size: [all, 500]
YAML
seed=${SEED:-$RANDOM}
RANDOM=$seed
start=$(date +%s%N)
"$runner" s.yaml --jobs 2 --output alone >/dev/null 2>&1
took=$((($(date +%s%N) - start) / 1000000))  # milliseconds

# A trial's results, without the seconds.
results() {
  local trial
  for trial in "$1"/*/; do
    sha256sum <"$trial/weights.npz"
    sha256sum <"$trial/predictions.csv"
    cut -d, -f1-8 "$trial/metrics.csv"
  done
}

# A killed trial resumes at most one interval before the last row that it had measured.
check_resumed() {
  local log
  for log in "$1"/*/log.txt; do
    awk -v interval="$interval" '
      /^resumed after/ && last > $3 + interval { print FILENAME ": " last " but " $0; bad = 1 }
      /^iteration / { last = $2 }
      END { exit bad }' "$log" || fail "work was repeated"
  done
}

# check OUTPUT ERRORS: the sweep in OUTPUT, whose processes wrote ERRORS
check() {
  [[ $(grep -c '"status": "finished"' "$1"/s/*/run.json | grep -c ':1$') == "$trials" ]] ||
    fail "not every trial finished"
  cmp <(results alone/s) <(results "$1/s") || fail "other results"
  [[ -z $(grep -ohE '^[0-9a-f]{12}  finished' "$2" | sort | uniq -d) ]] ||
    fail "a trial was finished twice"
  check_resumed "$1/s"
}

# The moments are spread over about the remaining time of the sweep.
for ((i = 0; i < kills; ++i)); do
  setsid "$runner" s.yaml --jobs 2 --output killed >/dev/null 2>>killed.err &
  group=$!
  sleep "$(printf '0.%03d' $(((RANDOM % (took * 2 / kills + 1) + 20) % 1000)))"
  kill -KILL -- "-$group" 2>/dev/null || true
  wait "$group" 2>/dev/null || true
done
"$runner" s.yaml --jobs 2 --output killed >/dev/null 2>>killed.err || fail "the last run failed"
check killed killed.err
echo "$trials trials killed $kills times: $(grep -h '^resumed after' killed/s/*/log.txt | wc -l) \
resumed from a checkpoint"

setsid "$runner" s.yaml --output shared >/dev/null 2>>shared.err &
group=$!
until [[ -e shared/s/sweep.json ]]; do sleep 0.01; done
sleep 0.05
kill -KILL -- "-$group" 2>/dev/null || true
declare -a groups
for ((w = 0; w < workers; ++w)); do
  setsid "$runner" work shared/s --threads 1 >/dev/null 2>>shared.err &
  groups[w]=$!
done
for ((i = 0; i < kills; ++i)); do
  sleep "$(printf '0.%03d' $((RANDOM % (took / kills + 1) % 1000)))"
  w=$((RANDOM % workers))
  kill -KILL -- "-${groups[w]}" 2>/dev/null || true
  setsid "$runner" work shared/s --threads 1 >/dev/null 2>>shared.err &
  groups[w]=$!
done
for ((w = 0; w < workers; ++w)); do wait "${groups[w]}" || fail "a worker failed"; done
check shared shared.err
echo "$workers workers: $(grep -h '^resumed after' shared/s/*/log.txt | wc -l) trials resumed"
