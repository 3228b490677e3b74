#!/usr/bin/env bash
# A real Ceph on loopback, for the tests of the object store: monitor, manager, one OSD
# in memory and the S3 gateway. Debian: ceph-mon ceph-mgr ceph-osd radosgw ceph-common.
#   ceph.sh start FOLDER PORT   access key "ak", secret "sk"; about 20 s, 440 MB
#   ceph.sh stop FOLDER
set -euo pipefail
folder=$2
if [ "$1" = stop ]; then
  for file in "$folder"/run/*.pid; do kill "$(cat "$file")" 2>/dev/null || true; done
  exit 0
fi
port=$3
mkdir -p "$folder"/{mon,mgr,osd,run,log}
monitor=$((port + 1))
cat > "$folder/ceph.conf" <<X
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon host = v1:127.0.0.1:$monitor
mon initial members = a
auth cluster required = none
auth service required = none
auth client required = none
auth allow insecure global id reclaim = true
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
mon warn on pool no redundancy = false
mon allow pool size one = true
osd crush chooseleaf type = 0
osd objectstore = memstore
memstore device bytes = 2147483648
run dir = $folder/run
admin socket = $folder/run/\$cluster-\$name.asok
log file = $folder/log/\$name.log
pid file = $folder/run/\$name.pid
ms bind msgr2 = false
public addr = 127.0.0.1
cluster addr = 127.0.0.1
keyring = $folder/keyring
osd max object name len = 256
mon data avail crit = 1
mon data avail warn = 2
[mon.a]
mon data = $folder/mon
[mgr.x]
mgr data = $folder/mgr
[osd.0]
osd data = $folder/osd
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:$port tcp_nodelay=1
rgw enable usage log = false
X
fsid=$(sed -n 's/^fsid = //p' "$folder/ceph.conf")
conf=(-c "$folder/ceph.conf")
{
  ceph-authtool --create-keyring "$folder/keyring" --gen-key -n mon. --cap mon 'allow *'
  ceph-authtool "$folder/keyring" --gen-key -n client.admin \
    --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
  monmaptool --create --clobber --fsid "$fsid" --addv a "[v1:127.0.0.1:$monitor]" \
    "$folder/monmap"
  ceph-mon "${conf[@]}" --mkfs -i a --monmap "$folder/monmap" --keyring "$folder/keyring"
  ceph-mon "${conf[@]}" -i a
  ceph-mgr "${conf[@]}" -i x || true
  osd=$(cat /proc/sys/kernel/random/uuid)
  timeout 60 ceph "${conf[@]}" osd new "$osd" 0
  ceph-osd "${conf[@]}" -i 0 --mkfs --osd-uuid "$osd" || true
  for _ in $(seq 10); do  # the monitor may not know its own map yet: "wrong fsid"
    if ceph-osd "${conf[@]}" -i 0; then break; fi
    sleep 1
  done
  timeout 60 radosgw-admin "${conf[@]}" user create --uid=test --display-name=test \
    --access-key=ak --secret=sk
} > "$folder/log/start.log" 2>&1
setsid radosgw "${conf[@]}" --name client.rgw -f > "$folder/log/gateway.log" 2>&1 &
echo $! > "$folder/run/gateway.pid"
for _ in $(seq 60); do
  if curl -s -m 2 "http://127.0.0.1:$port/" > /dev/null; then exit 0; fi
  sleep 0.5
done
echo "the gateway did not answer; see $folder/log" >&2
exit 1
