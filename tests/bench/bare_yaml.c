/* What reading the same bytes costs at the least: all libyaml events of the files given, and
 * nothing done with them. The other half of the comparison in bench.sh. */
#include <stdbool.h>
#include <stdio.h>
#include <yaml.h>

int main(int argc, char **argv) {
    unsigned long events = 0;
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        yaml_parser_t parser;
        if (!file || !yaml_parser_initialize(&parser)) return 2;
        yaml_parser_set_input_file(&parser, file);
        for (bool going = true; going;) {
            yaml_event_t event;
            if (!yaml_parser_parse(&parser, &event)) return 2;
            going = event.type != YAML_STREAM_END_EVENT && event.type != YAML_NO_EVENT;
            yaml_event_delete(&event);
            events++;
        }
        yaml_parser_delete(&parser);
        fclose(file);
    }
    printf("%lu events\n", events);
    return 0;
}
