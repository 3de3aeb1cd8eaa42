#include "indexer/writer/segment_writer.h"

#include <algorithm>
#include <future>

#include "indexer/schema/durable_file.h"
#include "indexer/schema/index_layout.h"
#include "indexer/schema/sections.h"
#include "indexer/schema/segment.h"
#include "indexer/writer/merged_vocabulary.h"
#include "indexer/writer/postings_writer.h"

namespace fihris::writer {
namespace {

using schema::Section;
using schema::SectionWriter;
namespace fs = std::filesystem;

using U32s = std::vector<std::uint32_t>;

// What is taken over from the batches is freed at once: a build holds all the memory that it is
// allowed when it comes to this.
template <typename Container>
void release(Container& container) {
  Container().swap(container);
}

// A column of strings: numbers by doc, and the distinct strings, the first of which is "".
class NameColumn {
 public:
  NameColumn() { names_.intern(""); }
  void add(const std::string& name) { numbers_.push_back(names_.intern(name).first); }
  void write(SectionWriter& out, Section numbers, Section names) const {
    std::vector<std::string_view> strings;
    for (std::uint32_t i = 0; i < names_.size(); ++i) strings.push_back(names_[i]);
    out.add_array(numbers, numbers_);
    out.add(names, schema::pack_strings(strings));
  }

 private:
  analysis::Interner names_;
  U32s numbers_;
};

void write_columns(const std::vector<Batch>& batches, SectionWriter& out) {
  NameColumn sources;
  NameColumn authors;
  NameColumn langs;
  NameColumn files;
  U32s lengths;
  std::vector<std::int32_t> days;
  std::vector<std::uint64_t> sums;
  std::vector<schema::CopySignature> signatures;
  std::vector<std::uint64_t> article_offsets{0};
  std::vector<std::string_view> ids;
  std::uint64_t base = 0;
  for (const Batch& batch : batches) {
    for (const DocColumns& doc : batch.docs) {
      sources.add(doc.source);
      authors.add(doc.author);
      langs.add(doc.lang);
      files.add(doc.file);
      lengths.push_back(doc.length);
      days.push_back(doc.day);
      sums.push_back(doc.content_sum);
      signatures.push_back(doc.copy_signature);
      article_offsets.push_back(base + doc.article_end);
      ids.emplace_back(doc.id);
    }
    if (!batch.docs.empty()) base += batch.docs.back().article_end;
  }
  sources.write(out, Section::sources, Section::source_names);
  authors.write(out, Section::authors, Section::author_names);
  langs.write(out, Section::langs, Section::lang_names);
  files.write(out, Section::paths, Section::path_names);
  out.add_array(Section::lengths, lengths);
  out.add_array(Section::days, days);
  out.add_array(Section::content_sums, sums);
  out.add_array(Section::copy_signatures, signatures);
  out.add_array(Section::article_offsets, article_offsets);
  out.add(Section::ids, schema::pack_strings(ids));
  out.add_array(Section::id_order,
                sorted_order(ids.size(), [&](auto a, auto b) { return ids[a] < ids[b]; }));
}

void write_streams(std::vector<Batch>& batches, const MergedVocabulary& vocabulary,
                   SectionWriter& out) {
  std::string tokens;
  std::vector<std::uint64_t> offsets{0};
  size_t count = 0;
  for (const Batch& batch : batches) count += batch.stream.size();
  tokens.reserve(count * sizeof(schema::WordCode) + count / 4);  // rare words take more
  for (Batch& batch : batches) {
    size_t i = 0;
    for (const DocColumns& doc : batch.docs) {
      for (; i < doc.stream_end; ++i) {
        const std::uint32_t value = batch.stream[i];
        schema::append_word(tokens, value == 0 ? 0 : vocabulary.word(batch.worker, value - 1) + 1);
      }
      offsets.push_back(tokens.size() / sizeof(schema::WordCode));
    }
    release(batch.stream);
  }
  out.add(Section::tokens, std::move(tokens));
  out.add_array(Section::token_offsets, offsets);
}

void write_postings(const std::vector<Batch>& batches, const MergedVocabulary& vocabulary,
                    const std::vector<std::unique_ptr<BatchWriter>>& workers,
                    const fs::path& path) {
  std::vector<U32s> docs(workers.size());  // by worker: its article -> doc
  U32s lengths;
  for (const Batch& batch : batches) {
    for (const DocColumns& doc : batch.docs) {
      docs[batch.worker].push_back(static_cast<std::uint32_t>(lengths.size()));
      lengths.push_back(doc.term_count);
    }
  }
  PostingsWriter out(path, lengths);
  std::vector<Posting> postings;
  vocabulary.for_each_term([&](std::string_view term, const U32s& ids) {
    postings.clear();
    for (size_t worker = 0; worker < workers.size(); ++worker) {
      if (ids[worker] == MergedVocabulary::kNoTerm) continue;
      const auto before = static_cast<std::ptrdiff_t>(postings.size());
      workers[worker]->postings()[ids[worker]].take(docs[worker], postings);
      std::inplace_merge(postings.begin(), postings.begin() + before, postings.end(),
                         [](const Posting& a, const Posting& b) { return a.doc < b.doc; });
    }
    out.add(term, postings);
  });
  out.finish();
}

void write_articles(std::vector<Batch>& batches, const fs::path& path) {
  std::vector<std::string_view> parts;
  parts.reserve(batches.size());
  for (const Batch& batch : batches) parts.emplace_back(batch.articles);
  schema::write_file(path, parts);
  for (Batch& batch : batches) release(batch.articles);
}

}  // namespace

schema::SegmentInfo write_segment(const fs::path& dir, std::vector<Batch> batches,
                                  const std::vector<std::unique_ptr<BatchWriter>>& workers) {
  std::ranges::sort(batches, {}, &Batch::number);
  fs::create_directories(dir);
  schema::SegmentInfo info{dir.filename().string(), 0, {}};
  for (const Batch& batch : batches) info.articles += static_cast<std::uint32_t>(batch.docs.size());

  // With one worker all is done one after the other, in the order of the get()s.
  const std::launch how = workers.size() > 1 ? std::launch::async : std::launch::deferred;
  auto articles = std::async(how, [&] { write_articles(batches, dir / schema::kArticlesFile); });
  const MergedVocabulary vocabulary(workers);
  for (const auto& worker : workers) worker->forget_words();
  articles.get();
  SectionWriter tables;
  auto lists = std::async(how, [&] {
    write_postings(batches, vocabulary, workers, dir / schema::kPostingsFile);
    SectionWriter streams;
    write_streams(batches, vocabulary, streams);
    return streams;
  });
  if (how == std::launch::deferred) lists.wait();
  vocabulary.write(tables);
  write_columns(batches, tables);
  tables.take(lists.get());
  tables.write(dir / schema::kTablesFile);

  for (const char* name : {schema::kPostingsFile, schema::kArticlesFile, schema::kTablesFile}) {
    info.files[name] = schema::sum_file(dir / name).value();
  }
  schema::sync_dir(dir);
  return info;
}

}  // namespace fihris::writer
