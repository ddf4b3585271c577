# Makes each file named on the command line the system text of a prompt, as YAML and as JSON, marked
# to be cached where it is long enough.
#   awk -v to=DIRECTORY -f wrap.awk FILE...
function begin() {
    number++
    bytes = 0
    yaml = to "/prompt-" number ".yaml"
    json = to "/prompt-" number ".json"
    printf "assistant:\n  model: claude-sonnet-5\n  max_tokens: 900\n  system:\n    - type: text\n      text: |\n" > yaml
    printf "{\"model\": \"claude-sonnet-5\", \"max_tokens\": 900,\n \"system\": [{\"type\": \"text\", \"text\": \"" > json
}
function end() {
    marked = bytes > 4000
    print (marked ? "      cache_control: {type: ephemeral}\n" : "") "  messages:\n    - {role: user, content: \"{{question}}\"}" > yaml
    print "\"" (marked ? ", \"cache_control\": {\"type\": \"ephemeral\"}" : "") "}],\n \"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]}" > json
    close(yaml)
    close(json)
}
FNR == 1 {
    if (number) end()
    begin()
}
bytes == 0 { sub(/^ +/, "") } # the first line says how deep a literal is
bytes || length($0) {
    bytes += length($0) + 1
    print (length($0) ? "        " $0 : "") > yaml
    gsub(/\\/, "&&") # twice itself; backslashes in what is put in differ between awks
    gsub(/"/, "\\\"")
    gsub(/\t/, "\\t")
    printf "%s\\n", $0 > json
}
END { end() }
