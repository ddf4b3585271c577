/* What reading the same bytes costs at the least: cJSON's tree of the files given, and nothing done
 * with it. The other half of the comparison in bench.sh. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

static char *read_all(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) return NULL;
    long length = ftell(file);
    rewind(file);
    char *bytes = length > 0 ? malloc((size_t)length) : NULL;
    if (bytes && fread(bytes, 1, (size_t)length, file) != (size_t)length) {
        free(bytes);
        bytes = NULL;
    }
    *size = (size_t)length;
    fclose(file);
    return bytes;
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        size_t size = 0;
        char *bytes = read_all(argv[i], &size);
        cJSON *tree = bytes ? cJSON_ParseWithLength(bytes, size) : NULL;
        if (!tree) {
            fprintf(stderr, "%s: not read\n", argv[i]);
            return 2;
        }
        cJSON_Delete(tree);
        free(bytes);
    }
    return 0;
}
