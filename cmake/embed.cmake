# Makes one C++ source that holds the bytes of files, so that `assent` needs none of them beside it. It runs at build
# time, with -DROOT=, -DFILES= (comma-separated, below ROOT) and -DOUT=, and changes no byte.
set(arrays "")
set(entries "")
set(at 0)
string(REPLACE "," ";" files "${FILES}")
foreach(file IN LISTS files)
  file(READ ${ROOT}/${file} bytes)
  string(REGEX REPLACE "^(policies|src/authoring)/" "" name ${file})
  string(APPEND arrays "constexpr std::string_view file_${at} = R\"embedded(${bytes})embedded\";\n")
  string(APPEND entries "    {\"${name}\", file_${at}},\n")
  math(EXPR at "${at} + 1")
endforeach()
file(WRITE ${OUT} "// Made by cmake/embed.cmake from files of the repository; it is never edited.
#include \"authoring/starter_files.hpp\"

namespace assent::authoring {

namespace {

${arrays}
constexpr StarterFile files[] = {
${entries}};

}  // namespace

std::span<const StarterFile> starter_files() { return files; }

}  // namespace assent::authoring
")
