// Mails (.eml), mailboxes (.mbox) and saved pages in a mail's form (.mhtml), by GMime.
#pragma once

#include <string_view>

#include "indexer/ingest/byte_stream.h"
#include "indexer/ingest/formats/output.h"

namespace fihris::ingest {

// ReadFunctions (format.h). An article is the text of a mail with its subject, sender and date;
// attachments are left out. Mails without a text are skipped. Problem: no mail at all.
void read_mail(std::string_view bytes, const Hint& hint, Output& output);

// A StreamFunction: one mail after the other. Problems: no mailbox; a mail longer than 64 MB.
void read_mailbox(ByteStream& stream, const Hint& hint, Output& output);

// The page in it, as html_reader.h says. Problem: there is none.
void read_saved_page(std::string_view bytes, const Hint& hint, Output& output);

}  // namespace fihris::ingest
