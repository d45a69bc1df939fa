def test_start_page_greets_a_visitor_and_offers_sign_in(client, db):
    page = client.get("/")
    assert page.status_code == 200
    assert b"Sign in" in page.content


def test_start_page_names_the_roles_of_who_is_signed_in(client, world):
    client.force_login(world.alice)
    assert b"Careers leader: Ash School" in client.get("/").content
