// What the extractor gives up before it sees the first byte of a file.
#pragma once

namespace fihris::extract {

// From here on this process can only compute, read the descriptors that it holds or receives, and
// write to those. It opens no files, starts no programs, has no network; whatever else it tries
// fails with EPERM. No core dumps; files cannot grow. Cannot be undone. Where the kernel has no
// seccomp, only the resource limits hold. Call it when all libraries have read what they need.
void give_up_rights();

// Ends the process with kOutOfMemory instead of a signal where it crashes because its memory is
// used up, also in libraries that abort.
void report_exhausted_memory();

}  // namespace fihris::extract
