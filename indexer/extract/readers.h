// The readers of formats that are taken apart in the extractor only. Each gives what it finds to
// the extraction; nothing in the bytes makes it fail otherwise.
#pragma once

#include "indexer/extract/extraction.h"
#include "indexer/ingest/byte_stream.h"

namespace fihris::extract {

// Zip: an office document (docx, odt), a book (epub), or an archive of articles.
void read_zip(ByteStream& stream, const Part& part, Extraction& extraction);
// Tar, and whatever gzip, bzip2, xz or zstd has packed: an archive or one file.
void read_archive(ByteStream& stream, const Part& part, Extraction& extraction);
// Web archives (ISO 28500): pages and texts that a server answered with.
void read_warc(ByteStream& stream, const Part& part, Extraction& extraction);
void read_pdf(ByteStream& stream, const Part& part, Extraction& extraction);

// Lets libraries load what they need from disk. Call it once, before give_up_rights().
void prepare_pdf_reader();

}  // namespace fihris::extract
