#!/usr/bin/env bash
# scripts/get-mnist against local servers that have the real files, from $MNIST_DIR.
# shellcheck disable=SC2317  # functions are called through check and trap
set -euo pipefail
export no_proxy=127.0.0.1

if [[ -z ${MNIST_DIR-} ]]; then
  echo "SKIPPED: MNIST_DIR is unset; set it to a folder with MNIST's four .gz files"
  exit 77
fi
command -v python3 >/dev/null || { echo "SKIPPED: the servers need python3"; exit 77; }

get_mnist=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/scripts/get-mnist
images=train-images-idx3-ubyte.gz
work=$(mktemp -d)
servers=()
cleanup() {
  ((${#servers[@]})) && kill "${servers[@]}"
  rm -rf "$work"
}
trap cleanup EXIT

# A file server on a free port: serve NAME FOLDER ranges|no-ranges. Sets url, and logs "FILE RANGE
# STATUS" of each request to $work/NAME.log.
serve() {
  python3 -u - "$2" "$3" >"$work/$1.url" 2>"$work/$1.log" <<'PYTHON' &
import http.server
import os
import re
import sys

folder, ranges = sys.argv[1], sys.argv[2] == "ranges"


class Files(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        name = os.path.basename(self.path)
        asked = self.headers.get("Range")
        status, content = 404, b""
        path = os.path.join(folder, name)
        if os.path.exists(path):
            with open(path, "rb") as file:
                status, content = 200, file.read()
            start = int(re.fullmatch(r"bytes=(\d+)-", asked)[1]) if asked and ranges else 0
            if start >= len(content) > 0:
                status, content = 416, b""
            elif start:
                status, total, content = 206, len(content), content[start:]
        print(name, asked, status, file=sys.stderr, flush=True)
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        if status == 206:
            self.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
    print(f"http://127.0.0.1:{server.server_port}/mnist/")
    server.serve_forever()
PYTHON
  servers+=($!)
  for _ in {1..600}; do
    [[ -s $work/$1.url ]] && break
    sleep 0.05
  done
  url=$(<"$work/$1.url")
  [[ -n $url ]] || { echo "FAILED  the server $1 does not start" >&2; exit 1; }
}

failed=0
check() {  # check WHAT COMMAND...
  if "${@:2}"; then
    echo "ok      $1"
  else
    echo "FAILED  $1"
    failed=1
    cat "$work/out" "$work/err"
  fi
}

# Runs get-mnist with the given mirrors; leaves its exit status in $status.
run() {  # run MIRRORS [ARGUMENT...]
  status=0
  MNIST_MIRRORS=$1 "$get_mnist" "${@:2}" >"$work/out" 2>"$work/err" || status=$?
}

exits() { [[ $status == "$1" ]]; }
says() { grep -qF -- "$1" "$work/err"; }
requests() { wc -l <"$work/$1.log"; }
complete() {  # all four files, and nothing else
  diff -q <(cd "$MNIST_DIR" && cat ./*-ubyte.gz | md5sum) <(cd "$1" && cat ./* | md5sum) >/dev/null
}

serve good "$MNIST_DIR" ranges
good=$url
serve plain "$MNIST_DIR" no-ranges
plain=$url
mkdir "$work/wrong"
for file in "$MNIST_DIR"/*-ubyte.gz; do
  head -c 2000 "$file" >"$work/wrong/${file##*/}"
done
serve wrong "$work/wrong" ranges
wrong=$url
serve empty "$work/does-not-exist" ranges
empty=$url
dead=http://127.0.0.1:1/
dir=$work/mnist

run "$good" "$dir"
check "a fresh download ends well" exits 0
check "... with all files" complete "$dir"
check "... prints the folder" grep -qxF "$dir" "$work/out"
check "... asks for each file once" test "$(requests good)" = 4

run "$good" "$dir"
check "a second run ends well" exits 0
check "... and downloads nothing" test "$(requests good)" = 4

rm "$dir/$images"
head -c 5000000 "$MNIST_DIR/$images" >"$dir/$images.part"
run "$good" "$dir"
check "a partial download is resumed" grep -qxF "$images bytes=5000000- 206" "$work/good.log"
check "... to the end" complete "$dir"

mv "$dir/$images" "$dir/$images.part"
before=$(requests good)
run "$good" "$dir"
check "a complete part is not downloaded again" test "$(requests good)" = "$before"
check "... and gets its name" complete "$dir"

rm "$dir/$images"
head -c 5000000 "$MNIST_DIR/$images" >"$dir/$images.part"
run "$plain" "$dir"
check "a server that cannot resume starts again" complete "$dir"

rm "$dir/$images"
head -c 5000000 /dev/zero >"$dir/$images.part"
run "$good" "$dir"
check "a part with a wrong beginning is discarded" complete "$dir"

rm "$dir/$images"
head -c 20000000 /dev/zero >"$dir/$images.part"
run "$good" "$dir"
check "a part longer than the file is discarded" complete "$dir"

echo damaged >"$dir/$images"
run "$good" "$dir"
check "a damaged file is replaced" complete "$dir"
check "... and named" says "$dir/$images is damaged"

rm -r "$dir"
run "$dead $empty $wrong $good" "$dir"
check "bad mirrors are passed over" exits 0
check "... to a good one" complete "$dir"
check "... and wrong content is reported" says "should be; discarded"

rm -r "$dir"
run "$wrong" "$dir"
check "wrong content alone fails" exits 1
check "... and leaves nothing behind" test -z "$(ls -A "$dir")"

rm -r "$dir"
mkdir "$dir"
head -c 5000000 "$MNIST_DIR/$images" >"$dir/$images.part"
run "$dead $empty" "$dir"
check "dead mirrors fail" exits 1
check "... naming the files" says "no mirror gave: train-images-idx3-ubyte.gz train-labels"
check "... and what to do" says "name another mirror in MNIST_MIRRORS"
check "... and keep the part" cmp -s -n 5000000 "$MNIST_DIR/$images" "$dir/$images.part"

touch "$work/file"
run "$good" "$work/file/mnist"
check "a folder that cannot be created fails" exits 1
check "... and is named" says "cannot create the folder $work/file/mnist"

run "$good" one two
check "two folders are wrong usage" exits 2
check "... and it is shown" says "usage: scripts/get-mnist [DIR]"

exit "$failed"
