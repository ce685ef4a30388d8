# Sourced by the tools of the findings: how a finding says what it saw.

# expect WHAT SEEN BEFORE: prints what is seen; ends the script with status 1 where it was otherwise before
expect() {
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "that was '$3' before"; exit 1; }
}
