serve-given-up = `{ $output }` lâu quá chưa xong nên đã dừng lại
serve-stuck = `{ $output }` đã treo hai lần; sửa bài rồi khởi động lại anpham serve
serve-no-download = ấn phẩm này còn lỗi nên chưa tải về được
serve-forbidden = tệp này không sửa được ở đây
serve-no-text = không còn tệp này
serve-too-large = bài quá dài: tối đa 1 MB
serve-changed = tệp đã được sửa ở nơi khác
serve-not-written = không ghi được tệp: { $words }
